/**
 * Rules: what a template demands of its parameters before anything is made (user guide "Rules section", 2026-11).
 *
 * Gaps: `Fn::RefAll`, `Fn::ValueOf` and `Fn::ValueOfAll` are refused; how a failure is worded is unverified.
 */
import { templateError, validationError } from '../errors.ts';
import type { Evaluation } from './evaluation.ts';
import { isList, isObject, textOf } from './json.ts';
import type { Template } from './template.ts';

/** @throws AwsError ValidationError for the first assertion that does not hold */
export function checkRules({ rules }: Template, evaluation: Evaluation): void {
  for (const [name, { RuleCondition: condition = true, Assertions: assertions }] of Object.entries(rules)) {
    if (!isList(assertions))
      throw templateError(`[/Rules/${name}] Every Rules member must contain Assertions.`);
    if (evaluation.value(condition) !== true) continue;
    for (const assertion of assertions) {
      const { Assert: asserted = false, AssertDescription: said } = isObject(assertion) ? assertion : {};
      if (evaluation.value(asserted) === true) continue;
      throw validationError(`Template validation error: rule ${name}: ${textOf(said)}`);
    }
  }
}
