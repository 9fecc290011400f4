/**
 * What is wrong with a definition, in AWS's words, codes and places.
 *
 * Evidence: answers of AWS that its users quote (floci-io/floci#2735, #2670, #2786, #2968; aws-cloudformation/cfn-lint#3616,
 * #4076, #4078, #4643; localstack/localstack#11978); the schema of amazon-states-language-service 1.16.1. 2026-11.
 *
 * Gaps: AWS also warns (`severity: WARNING`); intrinsic functions are not told how many arguments they take until they run.
 * Unverified: the words for numbers out of bounds, for fields that exclude each other and for an item processor's mode.
 */
import type { StateType } from '../definition.ts';
import { asText, isObject, type Json, type JsonObject } from '../json.ts';
import { checkResource } from '../resource-rules.ts';
import { checkRule } from './choices.ts';
import { checkExpressions } from './expressions.ts';
import { Faults, type Fault } from './fault.ts';
import { conflicts, fieldFault, isStateType, STATE_TYPES } from './fields.ts';
import { checkHandlers } from './handlers.ts';
import { checkArray } from './lists.ts';
import { checkNumber } from './numbers.ts';
import { checkPath, checkTemplate } from './paths.ts';
import { checkNames, checkTransitions } from './transitions.ts';

/** Fields whose members are computed, in JSONPath. */
const TEMPLATES = new Set(['Parameters', 'ResultSelector', 'ItemSelector', 'Assign', 'Credentials']);

/** Reads a definition and lists what is wrong with it; an empty list says that nothing is. */
export function validate(text: string, express: boolean): readonly Fault[] {
  let definition: unknown;
  try {
    definition = JSON.parse(text);
  } catch (error) {
    const message = (error as SyntaxError).message;
    return [{ code: 'INVALID_JSON_DESCRIPTION', message, location: '/' }];
  }
  const check = new Check(express);
  check.whole(definition as Json);
  return check.faults.list;
}

class Check {
  readonly faults = new Faults();
  readonly #express: boolean;
  /** Machines, branches and processors that are well formed, to be looked at once everything is. */
  readonly #wellFormed: { start: string; states: JsonObject; path: string }[] = [];
  /** Of the whole machine: what states are written in that say nothing, wherever they stand. */
  #language = 'JSONPath';

  constructor(express: boolean) {
    this.#express = express;
  }

  whole(value: Json): void {
    if (isObject(value)) this.#language = this.#languageOf(value, '', '/QueryLanguage');
    this.#machine(value, '');
    if (this.faults.list.length > 0) return;
    const names = new Set<string>();
    for (const { start, states, path } of this.#wellFormed) {
      checkNames(Object.keys(states), names, path, this.faults);
      checkTransitions(start, states, path, this.faults);
    }
  }

  #machine(value: Json, path: string): void {
    const { faults } = this;
    const at = path === '' ? '/' : path;
    if (!isObject(value)) return faults.schema('The value should be an object', at);
    const absent = ['StartAt', 'States'].filter((name) => value[name] === undefined);
    if (absent.length > 0) return faults.schema(`These fields are required: [${absent.join(', ')}]`, at);
    const { StartAt: start, States: states } = value;
    if (typeof start !== 'string') return faults.schema('The field should be a string', `${path}/StartAt`);
    if (!isObject(states) || Object.keys(states).length === 0) {
      return faults.schema('The field should be a non-empty object', `${path}/States`);
    }
    checkNumber(value, 'TimeoutSeconds', path, { least: 1, most: 99_999_999, whole: true }, faults);
    this.#wellFormed.push({ start, states, path });
    for (const [name, state] of Object.entries(states)) {
      const location = `${path}/States/${name}`;
      if (name.length > 80) faults.schema('State names must be at most 80 characters long', location);
      this.#state(state, location);
    }
  }

  #languageOf(value: JsonObject, path: string, location: string): string {
    const { QueryLanguage: language } = value;
    if (language === undefined) return this.#language;
    if (language !== 'JSONPath' && language !== 'JSONata') {
      this.faults.schema('Value is not one of: [JSONPath, JSONata]', location);
    } else if (this.#language === 'JSONata' && language === 'JSONPath') {
      this.faults.schema(
        "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
        path,
      );
    }
    return language === 'JSONPath' ? language : 'JSONata';
  }

  #state(state: Json, path: string): void {
    const { faults } = this;
    if (!isObject(state)) return faults.schema('The value should be an object', path);
    const type = state['Type'];
    if (type === undefined) return faults.schema('These fields are required: [Type]', path);
    if (!isStateType(type)) {
      return faults.schema(`Value is not one of: [${STATE_TYPES.join(', ')}]`, `${path}/Type`);
    }
    const language = this.#languageOf(state, path, `${path}/QueryLanguage`);
    for (const [name, value] of Object.entries(state)) {
      const fault = fieldFault(type, name, language);
      if (fault !== undefined) faults.schema(fault, path);
      else this.#field(name, value, `${path}/${name}`, language);
    }
    this.#required(state, type, path);
    this.#parts(state, type, path, language);
  }

  #field(name: string, value: Json, location: string, language: string): void {
    if (language === 'JSONata') checkExpressions(name, value, location, this.faults);
    else if (name.endsWith('Path')) checkPath(name, value, location, this.faults);
    else if (TEMPLATES.has(name)) checkTemplate(value, location, this.faults);
    if (name === 'Credentials' && !isObject(value)) {
      this.faults.schema('The field should be an object', location);
    }
  }

  #required(state: JsonObject, type: StateType, path: string): void {
    const { faults } = this;
    if (
      !['Succeed', 'Fail', 'Choice'].includes(type) &&
      state['Next'] === undefined &&
      state['End'] !== true
    ) {
      faults.schema('One of these fields is required: [Next, End]', path);
    }
    for (const names of conflicts(state)) {
      faults.schema(`Only one of these fields is allowed: [${names.join(', ')}]`, path);
    }
    const needs: Readonly<Partial<Record<StateType, string>>> = {
      Task: 'Resource',
      Choice: 'Choices',
      Parallel: 'Branches',
    };
    const need = needs[type];
    if (need !== undefined && state[need] === undefined)
      faults.schema(`These fields are required: [${need}]`, path);
    const timers = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'].filter(
      (name) => state[name] !== undefined,
    );
    if (type === 'Wait' && timers.length !== 1) {
      faults.schema(
        'Exactly one of these fields is required: [Seconds, SecondsPath, Timestamp, TimestampPath]',
        path,
      );
    }
    if (type === 'Map' && state['ItemProcessor'] === undefined && state['Iterator'] === undefined) {
      faults.schema('These fields are required: [ItemProcessor]', path);
    }
  }

  #parts(state: JsonObject, type: StateType, path: string, language: string): void {
    const { faults } = this;
    const { Resource: resource, Branches: branches, Choices: choices } = state;
    checkArray(branches, `${path}/Branches`, faults);
    checkArray(choices, `${path}/Choices`, faults);
    if (type === 'Task' && resource !== undefined) {
      const fault = checkResource(asText(resource), this.#express);
      if (fault !== undefined) faults.schema(fault, `${path}/Resource`);
    }
    if (type === 'Parallel' && Array.isArray(branches)) {
      (branches as Json[]).forEach((branch, at) => this.#machine(branch, `${path}/Branches[${at}]`));
    }
    if (type === 'Map') this.#processors(state, path);
    if (type === 'Choice' && Array.isArray(choices)) {
      if (choices.length === 0) faults.schema('The field should be non-empty', `${path}/Choices`);
      (choices as Json[]).forEach((rule, at) =>
        checkRule(rule, `${path}/Choices[${at}]`, language, true, faults),
      );
    }
    checkHandlers(state, path, language, faults);
  }

  #processors(state: JsonObject, path: string): void {
    for (const name of ['ItemProcessor', 'Iterator']) {
      const processor = state[name];
      if (processor === undefined) continue;
      if (isObject(processor) && processor['QueryLanguage'] !== undefined) {
        this.faults.schema("Field 'QueryLanguage' is not supported", `${path}/${name}`);
      }
      this.#machine(processor, `${path}/${name}`);
    }
  }
}
