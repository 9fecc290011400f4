import { defineConfig } from 'vitest/config';
import { ClosingLine } from './scripts/closing-line.ts';

/** `npm run torture`: long runs that look for what a quick one cannot show. No part of `npm test`. */
export default defineConfig({
  test: {
    reporters: ['default', new ClosingLine()],
    include: ['{emulator,harness,scenarios}/**/*.torture.ts'],
    maxWorkers: 2,
    testTimeout: 1_800_000,
    hookTimeout: 60_000,
  },
});
