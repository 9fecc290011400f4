/** The interactive dashboard: the screen, kept up to date, and keys. */
import { useApp, useInput, useWindowSize } from 'ink';
import { useCallback, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { Feed } from './feed.ts';
import { Screen } from './screen.tsx';
import type { Theme } from './theme.ts';
import { INITIAL_VIEW, press, type Command } from './view.ts';

/**
 * How the person left: `quit` closes the dashboard, `copy` prints it as text besides, `end` (Ctrl-C) means what runs
 * behind it too.
 */
export type Leaving = Extract<Command, 'quit' | 'end' | 'copy'>;

export interface AppProps {
  readonly feed: Feed;
  readonly theme: Theme;
  /** Does what a key asks of the cloud; says what came of it. */
  readonly run: (command: Exclude<Command, Leaving>) => Promise<string>;
  readonly onLeave: (leaving: Leaving) => void;
}

export function App({ feed, theme, run, onLeave }: AppProps): ReactNode {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const [view, setView] = useState(INITIAL_VIEW);
  const [notice, setNotice] = useState('');
  const subscribe = useCallback((listener: () => void) => feed.subscribe(listener), [feed]);
  const model = useSyncExternalStore(subscribe, () => feed.model);

  useInput((input, key) => {
    const pressed = press(
      view,
      {
        input,
        up: key.upArrow,
        down: key.downArrow,
        enter: key.return,
        escape: key.escape,
        backspace: key.backspace || key.delete,
        ctrl: key.ctrl,
      },
      view.paused ?? model,
    );
    setView(pressed.view);
    const { command } = pressed;
    if (command === 'quit' || command === 'end' || command === 'copy') {
      onLeave(command);
      exit();
    } else if (command === undefined) setNotice('');
    else {
      setNotice('…');
      void run(command).then(setNotice);
    }
  });

  return <Screen model={model} view={view} theme={theme} columns={columns} rows={rows} notice={notice} />;
}
