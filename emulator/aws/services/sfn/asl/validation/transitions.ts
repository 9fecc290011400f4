/** Names of states, each used once in the whole machine, and where they lead: from a start to an end. */
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Faults } from './fault.ts';

export function checkNames(names: readonly string[], taken: Set<string>, path: string, faults: Faults): void {
  for (const name of names) {
    if (taken.has(name)) {
      faults.add('DUPLICATE_STATE_NAME', `Duplicate State name: ${name}`, `${path}/States/${name}`);
    }
    taken.add(name);
  }
}

export function checkTransitions(start: string, states: JsonObject, path: string, faults: Faults): void {
  const reached = new Set([start]);
  const go = (target: Json | undefined, location: string): void => {
    if (typeof target !== 'string') return;
    reached.add(target);
    if (!Object.hasOwn(states, target)) {
      // `Next`, whatever the field is called.
      faults.add('MISSING_TRANSITION_TARGET', `Missing 'Next' target: ${target}`, location);
    }
  };
  go(start, `${path}/StartAt`);
  for (const [name, state] of Object.entries(states)) {
    if (!isObject(state)) continue;
    const where = `${path}/States/${name}`;
    go(state['Next'], `${where}/Next`);
    go(state['Default'], `${where}/Default`);
    for (const list of ['Choices', 'Catch']) {
      const entries = state[list];
      if (!Array.isArray(entries)) continue;
      (entries as Json[]).forEach((entry, at) => {
        if (isObject(entry)) go(entry['Next'], `${where}/${list}[${at}]/Next`);
      });
    }
  }
  if (!Object.values(states).some(ends)) {
    return faults.add('MISSING_END_STATE', 'Workflow has no terminal state');
  }
  for (const name of Object.keys(states)) {
    if (!reached.has(name)) {
      faults.add('MISSING_TRANSITION_TARGET', `State "${name}" is not reachable.`, `${path}/States/${name}`);
    }
  }
}

const ends = (state: Json): boolean =>
  isObject(state) && (state['End'] === true || state['Type'] === 'Succeed' || state['Type'] === 'Fail');
