/** What the person has chosen to see; a pure function of keys. */
import { journeyOf, type Model } from './model.ts';
import { shownJourneys } from './panels/journeys.ts';

export interface View {
  readonly filter: string;
  readonly typing: boolean;
  readonly help: boolean;
  /** The picture at the moment of pausing; `undefined` while it moves. */
  readonly paused: Model | undefined;
  readonly selected: number;
  /** Number of the journey that is open. */
  readonly open: number | undefined;
  readonly step: number;
}

export const INITIAL_VIEW: View = {
  filter: '',
  typing: false,
  help: false,
  paused: undefined,
  selected: 0,
  open: undefined,
  step: 0,
};

/** What a key asks of others than the view. */
export type Command = 'quit' | 'end' | 'day' | 'month' | 'freeze' | 'scale' | 'copy';

export interface Pressed {
  readonly view: View;
  readonly command?: Command;
}

export interface Key {
  readonly input: string;
  readonly up?: boolean;
  readonly down?: boolean;
  readonly enter?: boolean;
  readonly escape?: boolean;
  readonly backspace?: boolean;
  readonly ctrl?: boolean;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  q: 'quit',
  a: 'day',
  m: 'month',
  f: 'freeze',
  s: 'scale',
  c: 'copy',
};

export function press(view: View, key: Key, model: Model): Pressed {
  if (key.ctrl && key.input === 'c') return { view, command: 'end' };
  if (view.typing) return { view: typed(view, key) };
  if (key.escape) return { view: escaped(view) };
  if (key.up || key.input === 'k') return { view: moved(view, -1, model) };
  if (key.down || key.input === 'j') return { view: moved(view, 1, model) };
  if (key.enter) return { view: { ...view, open: shownJourneys(model, view)[view.selected], step: 0 } };
  if (key.input === '/') return { view: { ...view, typing: true } };
  if (key.input === '?') return { view: { ...view, help: !view.help } };
  if (key.input === ' ') return { view: { ...view, paused: view.paused === undefined ? model : undefined } };
  const command = COMMANDS[key.input];
  return command === undefined ? { view } : { view, command };
}

function typed(view: View, { input, enter, escape, backspace, ctrl }: Key): View {
  if (enter) return { ...view, typing: false };
  if (escape) return { ...view, typing: false, filter: '', selected: 0 };
  if (backspace) return { ...view, filter: view.filter.slice(0, -1), selected: 0 };
  return ctrl ? view : { ...view, filter: `${view.filter}${input}`, selected: 0 };
}

function escaped(view: View): View {
  if (view.help) return { ...view, help: false };
  if (view.open !== undefined) return { ...view, open: undefined };
  return { ...view, filter: '' };
}

function moved(view: View, by: number, model: Model): View {
  const within = (value: number, length: number): number => Math.max(0, Math.min(value, length - 1));
  if (view.open === undefined) {
    return { ...view, selected: within(view.selected + by, shownJourneys(model, view).length) };
  }
  return { ...view, step: within(view.step + by, journeyOf(model, view.open).length) };
}
