/** One line that says what is being done, on a terminal only, gone when it is done. */
export interface Progress {
  readonly step: (text: string) => void;
  readonly stop: () => void;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MILLISECONDS = 80;

/** @param wanted false for output that machines read */
export function startProgress(wanted: boolean): Progress {
  const { stderr } = process;
  if (!wanted || !stderr.isTTY) return { step: () => undefined, stop: () => undefined };
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
      current = text;
      draw();
    },
    stop() {
      clearInterval(timer);
      stderr.write('\r\u001b[2K');
    },
  };
}
