/** One line that says what is being done, on a terminal only, gone when it is done. */
import { printable } from '../printable.ts';

export interface Progress {
  readonly step: (text: string) => void;
  readonly stop: () => void;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MILLISECONDS = 80;

/** Milliseconds between two lines where there is no terminal. */
const LINE_MILLISECONDS = 5_000;

/**
 * @param wanted false for output that machines read
 * @param elsewhere what happens without a terminal: `lines` are for what takes long
 */
export function startProgress(wanted: boolean, elsewhere: 'lines' | 'silence' = 'silence'): Progress {
  const { stderr } = process;
  if (!wanted || (!stderr.isTTY && elsewhere === 'silence')) {
    return { step: () => undefined, stop: () => undefined };
  }
  if (!stderr.isTTY) return linesOf(stderr);
  let current = '';
  let frame = 0;
  const draw = (): void => {
    const line = `${FRAMES[frame % FRAMES.length]} ${current}`.slice(0, stderr.columns - 1);
    stderr.write(`\r\u001b[2K${line}`);
    frame += 1;
  };
  const timer = setInterval(draw, FRAME_MILLISECONDS);
  return {
    step(text) {
      current = printable(text);
      draw();
    },
    stop() {
      clearInterval(timer);
      stderr.write('\r\u001b[2K');
    },
  };
}

/** A line now and then: what reads them is a log. */
function linesOf(stream: NodeJS.WritableStream): Progress {
  let last = -Infinity;
  return {
    step(text) {
      if (performance.now() - last < LINE_MILLISECONDS) return;
      last = performance.now();
      stream.write(`${printable(text)}\n`);
    },
    stop: () => undefined,
  };
}
