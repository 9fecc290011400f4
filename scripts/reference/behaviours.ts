/**
 * Every scenario with its sentence, its source and where it stands, found by running the files that declare them: with
 * `scenario` and Vitest replaced by what only takes notes. So sentences that are put together in loops are found too.
 */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readSource, ROOT } from '../source-tree.ts';
import { scenarioFiles, type Behaviour } from './scenario-files.ts';

/** What scenarios may import beside `scenario`: Vitest's words, and those of the harness. */
const WORDS = new Set(
  [...readSource('harness/vitest.ts').matchAll(/^export \{([^}]*)\}/gm)]
    .flatMap(([, names = '']) => names.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'scenario' && !name.startsWith('type '))
    .concat(
      'afterAll',
      'afterEach',
      'assert',
      'beforeAll',
      'beforeEach',
      'describe',
      'expect',
      'it',
      'test',
      'vi',
    ),
);

const NOTES = `
  export const declared = [];
  export const scenario = (sentence, facts) => void declared.push({ sentence, ...facts });
  const nothing = new Proxy(function () {}, {
    get: (_, name) => (name === 'then' ? undefined : nothing),
    apply: () => nothing,
  });
  ${[...WORDS].map((word) => `export const ${word} = nothing;`).join('\n')}
`;
const NOTEBOOK = `data:text/javascript,${encodeURIComponent(NOTES)}`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vitest' || specifier === '#harness/vitest'
      ? { url: NOTEBOOK, format: 'module', shortCircuit: true }
      : next(specifier, context),
});

const { declared } = (await import(NOTEBOOK)) as { declared: Omit<Behaviour, 'file'>[] };
const found: Behaviour[] = [];
for (const file of scenarioFiles()) {
  declared.length = 0;
  await import(pathToFileURL(join(ROOT, file)).href);
  found.push(...declared.map((each) => ({ file, ...each })));
}
process.stdout.write(JSON.stringify(found));
