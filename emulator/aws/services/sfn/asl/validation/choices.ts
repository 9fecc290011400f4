/** The rules of Choice states. */
import { COMPARISONS, TYPE_TESTS } from '../choice.ts';
import { isObject, type Json } from '../json.ts';
import { checkExpressions } from './expressions.ts';
import type { Faults } from './fault.ts';
import { checkArray } from './lists.ts';
import { checkReference } from './paths.ts';

export function checkRule(rule: Json, path: string, language: string, top: boolean, faults: Faults): void {
  if (!isObject(rule)) return faults.schema('The value should be an object', path);
  if (top && rule['Next'] === undefined) faults.schema('These fields are required: [Next]', path);
  if (language === 'JSONata') {
    if (rule['Condition'] === undefined) faults.schema('These fields are required: [Condition]', path);
    for (const [name, value] of Object.entries(rule))
      checkExpressions(name, value, `${path}/${name}`, faults);
    return;
  }
  for (const name of ['And', 'Or'] as const) {
    const rules = rule[name];
    checkArray(rules, `${path}/${name}`, faults);
    if (Array.isArray(rules))
      (rules as Json[]).forEach((part, at) =>
        checkRule(part, `${path}/${name}[${at}]`, language, false, faults),
      );
  }
  if (rule['Not'] !== undefined) checkRule(rule['Not'], `${path}/Not`, language, false, faults);
  const combined = ['And', 'Or', 'Not'].some((name) => rule[name] !== undefined);
  const compares = Object.keys(rule).some(
    (name) =>
      COMPARISONS.has(name.replace(/Path$/, '')) || Object.hasOwn(TYPE_TESTS, name) || name === 'IsPresent',
  );
  if (!combined && !compares) faults.schema('A comparison operator is required', path);
  const variable = rule['Variable'];
  if (variable !== undefined) checkReference(variable, `${path}/Variable`, faults);
  else if (!combined) faults.schema('These fields are required: [Variable]', path);
}
