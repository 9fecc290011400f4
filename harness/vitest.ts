/** Vitest's side of the harness: `import { scenario } from 'safelight/vitest'`. */
export { scenario, type ScenarioFacts } from './scenario.ts';
export { signedTarget, type Seen, type Signing } from './viewer.ts';
export type { Photo, Rendition, Subject } from './config/subject.ts';
export { inWorld, type World } from './world.ts';
