/**
 * JSONata expressions of a state: whether they can be read, and whether they start from something. There is no context
 * item, so a name by itself leads nowhere.
 */
import { bareNames, isExpression, syntaxFault } from '../jsonata.ts';
import type { Json } from '../json.ts';
import type { Faults } from './fault.ts';

/** Fields whose own parts are states or rules, which are looked at by themselves. */
const WITHIN = new Set(['Branches', 'ItemProcessor', 'Iterator', 'Choices', 'Catch', 'Retry']);

export function checkExpressions(name: string, value: Json, location: string, faults: Faults): void {
  if (!WITHIN.has(name)) walk(value, location, faults);
}

function walk(value: Json, location: string, faults: Faults): void {
  if (isExpression(value)) {
    const fault = syntaxFault(value);
    if (fault !== undefined) return faults.add('INVALID_JSONATA_EXPRESSION', fault, location);
    for (const name of bareNames(value)) {
      faults.add(
        'UNSUPPORTED_JSONATA_EXPRESSION',
        `Reference to '${name}' at the top level is not supported.`,
        location,
      );
    }
  } else if (Array.isArray(value)) {
    (value as Json[]).forEach((item, at) => walk(item, `${location}[${at}]`, faults));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) walk(part, `${location}/${name}`, faults);
  }
}
