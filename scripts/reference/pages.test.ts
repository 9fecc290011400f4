import { expect, test } from 'vitest';
import { readSource } from '../source-tree.ts';
import { KNOWN_DEVIATIONS } from '#harness/reference';
import { readBehaviours, referencePages } from './pages.ts';

test('the generated pages are what npm run coverage:docs writes', async () => {
  const pages = await referencePages();
  const stored = new Map([...pages.keys()].map((path) => [path, readSource(path)]));
  expect(stored).toEqual(pages);
});

test('every deviation that is listed is one from a scenario there is, and listed once', () => {
  const sentences = new Set(readBehaviours().map(({ sentence }) => sentence));
  for (const [emulator, deviations] of Object.entries(KNOWN_DEVIATIONS)) {
    const listed = deviations.map(({ scenario }) => scenario);
    const unknown = listed.filter((scenario) => !sentences.has(scenario));
    expect({ emulator, unknown }).toEqual({ emulator, unknown: [] });
    expect({ emulator, distinct: new Set(listed).size }).toEqual({ emulator, distinct: listed.length });
  }
});
