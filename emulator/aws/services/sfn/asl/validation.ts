/**
 * What is wrong with a definition, in AWS's words and codes where recordings or its users quote them
 * (`SCHEMA_VALIDATION_FAILED`, `MISSING_TRANSITION_TARGET`, `INVALID_JSON_DESCRIPTION`).
 *
 * Gaps: AWS also warns (`severity: WARNING`); paths inside templates are read when they are used, not here.
 */
import { COMPARISONS, TYPE_TESTS } from './choice.ts';
import type { StateType } from './definition.ts';
import { isReferencePath, readPath } from './json-path-parser.ts';
import { asText, isObject, type Json, type JsonObject } from './json.ts';
import { isExpression, syntaxFault } from './jsonata.ts';
import { checkResource } from './resource-rules.ts';

export interface Fault {
  readonly code: 'SCHEMA_VALIDATION_FAILED' | 'MISSING_TRANSITION_TARGET' | 'INVALID_JSON_DESCRIPTION';
  readonly message: string;
  /** `/States/A/Next` */
  readonly location: string;
}

const SHARED = ['Type', 'Comment', 'QueryLanguage'];
/** Of states that go on to another one, or end the machine, without choosing. */
const GOING_ON = ['Next', 'End', 'Assign'];
const JSON_PATH_FIELDS = ['InputPath', 'OutputPath', 'Parameters', 'ResultSelector', 'ResultPath'];
const TRIED = ['Retry', 'Catch'];

/** The fields of each type of state, beyond those that all have. */
const FIELDS: Readonly<Record<StateType, readonly string[]>> = {
  Pass: [...GOING_ON, 'Result', 'Parameters', 'ResultPath', 'InputPath', 'OutputPath', 'Output'],
  Task: [
    ...GOING_ON,
    ...JSON_PATH_FIELDS,
    ...TRIED,
    'Resource',
    'Arguments',
    'Output',
    'TimeoutSeconds',
    'TimeoutSecondsPath',
    'HeartbeatSeconds',
    'HeartbeatSecondsPath',
    'Credentials',
  ],
  Choice: ['Assign', 'Choices', 'Default', 'InputPath', 'OutputPath', 'Output'],
  Wait: [
    ...GOING_ON,
    'Seconds',
    'SecondsPath',
    'Timestamp',
    'TimestampPath',
    'InputPath',
    'OutputPath',
    'Output',
  ],
  Succeed: ['InputPath', 'OutputPath', 'Output'],
  Fail: ['Error', 'ErrorPath', 'Cause', 'CausePath', 'InputPath', 'OutputPath'],
  Parallel: [...GOING_ON, ...JSON_PATH_FIELDS, ...TRIED, 'Branches', 'Arguments', 'Output'],
  Map: [
    ...GOING_ON,
    ...JSON_PATH_FIELDS,
    ...TRIED,
    'ItemProcessor',
    'Iterator',
    'Items',
    'ItemsPath',
    'ItemSelector',
    'ItemBatcher',
    'ItemReader',
    'ResultWriter',
    'Label',
    'MaxConcurrency',
    'MaxConcurrencyPath',
    'ToleratedFailureCount',
    'ToleratedFailureCountPath',
    'ToleratedFailurePercentage',
    'ToleratedFailurePercentagePath',
    'Output',
  ],
};

const NOT_IN_JSONATA = new Set([...JSON_PATH_FIELDS, 'ItemsPath']);
const ONLY_IN_JSONATA = new Set(['Arguments', 'Output', 'Items']);

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
  check.machine(definition as Json, '', 'JSONPath');
  return check.faults;
}

/** The faults as errors quote them. */
export const quoteFaults = (faults: readonly Fault[]): string =>
  faults
    .slice(0, 10)
    .map(({ code, message, location }) => `${code}: ${message} at ${location}`)
    .join(', ');

class Check {
  readonly faults: Fault[] = [];
  readonly #express: boolean;

  constructor(express: boolean) {
    this.#express = express;
  }

  machine(value: Json, path: string, around: string): void {
    const at = path === '' ? '/' : path;
    if (!isObject(value)) return this.#schema('The value should be an object', at);
    const absent = ['StartAt', 'States'].filter((name) => value[name] === undefined);
    if (absent.length > 0) return this.#schema(`These fields are required: [${absent.join(', ')}]`, at);
    const { StartAt: start, States: states } = value;
    if (typeof start !== 'string') return this.#schema('The field should be a string', `${path}/StartAt`);
    if (!isObject(states) || Object.keys(states).length === 0) {
      return this.#schema('The field should be a non-empty object', `${path}/States`);
    }
    const language = this.#language(value, path, around);
    for (const [name, state] of Object.entries(states)) {
      if (name.length > 80)
        this.#schema('State names must be at most 80 characters long', `${path}/States/${name}`);
      this.#state(state, `${path}/States/${name}`, language);
    }
    this.#transitions(start, states, path);
  }

  #language(value: JsonObject, path: string, around: string): string {
    const { QueryLanguage: language } = value;
    if (language === undefined) return around;
    if (language !== 'JSONPath' && language !== 'JSONata') {
      this.#schema('Value is not one of: [JSONPath, JSONata]', `${path}/QueryLanguage`);
    } else if (around === 'JSONata' && language === 'JSONPath') {
      this.#schema(
        "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
        `${path}/QueryLanguage`,
      );
    }
    return asText(language);
  }

  #state(state: Json, path: string, around: string): void {
    if (!isObject(state)) return this.#schema('The value should be an object', path);
    const type = state['Type'];
    if (type === undefined) return this.#schema('These fields are required: [Type]', path);
    if (typeof type !== 'string' || !Object.hasOwn(FIELDS, type)) {
      return this.#schema(`Value is not one of: [${Object.keys(FIELDS).join(', ')}]`, `${path}/Type`);
    }
    const language = this.#language(state, path, around);
    const known = new Set([...SHARED, ...FIELDS[type as StateType]]);
    for (const [name, value] of Object.entries(state)) {
      const jsonata = language === 'JSONata';
      const foreign = jsonata ? NOT_IN_JSONATA.has(name) || name.endsWith('Path') : ONLY_IN_JSONATA.has(name);
      if (!known.has(name) || foreign) {
        this.#schema(
          `Field '${name}' is not supported${foreign ? ` with query language '${language}'` : ''}`,
          `${path}/${name}`,
        );
      } else if (!jsonata && name.endsWith('Path')) this.#path(name, value, `${path}/${name}`);
      else if (jsonata) this.#expressions(value, `${path}/${name}`);
    }
    this.#required(state, type as StateType, path);
    this.#parts(state, type as StateType, path, language);
  }

  #required(state: JsonObject, type: StateType, path: string): void {
    if (
      !['Succeed', 'Fail', 'Choice'].includes(type) &&
      state['Next'] === undefined &&
      state['End'] !== true
    ) {
      this.#schema('One of these fields is required: [Next, End]', path);
    }
    const needs: Readonly<Partial<Record<StateType, string>>> = {
      Task: 'Resource',
      Choice: 'Choices',
      Parallel: 'Branches',
    };
    const need = needs[type];
    if (need !== undefined && state[need] === undefined)
      this.#schema(`These fields are required: [${need}]`, path);
    const timers = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'].filter(
      (name) => state[name] !== undefined,
    );
    if (type === 'Wait' && timers.length !== 1) {
      this.#schema(
        'Exactly one of these fields is required: [Seconds, SecondsPath, Timestamp, TimestampPath]',
        path,
      );
    }
    if (type === 'Map' && state['ItemProcessor'] === undefined && state['Iterator'] === undefined) {
      this.#schema('These fields are required: [ItemProcessor]', path);
    }
  }

  #parts(state: JsonObject, type: StateType, path: string, language: string): void {
    const { Resource: resource, Branches: branches, Choices: choices } = state;
    this.#list(branches, `${path}/Branches`);
    this.#list(choices, `${path}/Choices`);
    if (type === 'Task' && typeof resource === 'string') {
      const fault = checkResource(resource, this.#express);
      if (fault !== undefined) this.#schema(fault, `${path}/Resource`);
    }
    if (type === 'Parallel' && Array.isArray(branches)) {
      (branches as Json[]).forEach((branch, at) => this.machine(branch, `${path}/Branches[${at}]`, language));
    }
    for (const name of ['ItemProcessor', 'Iterator']) {
      if (type === 'Map' && state[name] !== undefined) this.machine(state[name], `${path}/${name}`, language);
    }
    if (type === 'Choice' && Array.isArray(choices)) {
      if (choices.length === 0) this.#schema('The field should be non-empty', `${path}/Choices`);
      (choices as Json[]).forEach((rule, at) => this.#rule(rule, `${path}/Choices[${at}]`, language, true));
    }
    this.#handlers(state, path);
  }

  #list(value: Json | undefined, path: string): void {
    if (value !== undefined && !Array.isArray(value)) this.#schema('The field should be an array', path);
  }

  #handlers(state: JsonObject, path: string): void {
    for (const name of TRIED) {
      const handlers = state[name];
      this.#list(handlers, `${path}/${name}`);
      if (!Array.isArray(handlers)) continue;
      (handlers as Json[]).forEach((handler, at) => {
        const where = `${path}/${name}[${at}]`;
        const names = isObject(handler) ? handler['ErrorEquals'] : undefined;
        if (!Array.isArray(names) || names.length === 0) {
          return this.#schema('These fields are required: [ErrorEquals]', where);
        }
        if (names.includes('States.ALL') && (names.length > 1 || at < handlers.length - 1)) {
          this.#schema('States.ALL must appear alone, and in the last element', `${where}/ErrorEquals`);
        }
        if (name === 'Catch' && (handler as JsonObject)['Next'] === undefined) {
          this.#schema('These fields are required: [Next]', where);
        }
      });
    }
  }

  #rule(rule: Json, path: string, language: string, top: boolean): void {
    if (!isObject(rule)) return this.#schema('The value should be an object', path);
    if (top && rule['Next'] === undefined) this.#schema('These fields are required: [Next]', path);
    if (language === 'JSONata') {
      if (rule['Condition'] === undefined) this.#schema('These fields are required: [Condition]', path);
      return;
    }
    for (const name of ['And', 'Or'] as const) {
      const rules = rule[name];
      this.#list(rules, `${path}/${name}`);
      if (Array.isArray(rules))
        (rules as Json[]).forEach((part, at) => this.#rule(part, `${path}/${name}[${at}]`, language, false));
    }
    if (rule['Not'] !== undefined) this.#rule(rule['Not'], `${path}/Not`, language, false);
    const combined = ['And', 'Or', 'Not'].some((name) => rule[name] !== undefined);
    const compares = Object.keys(rule).some(
      (name) =>
        COMPARISONS.has(name.replace(/Path$/, '')) || Object.hasOwn(TYPE_TESTS, name) || name === 'IsPresent',
    );
    if (!combined && !compares) this.#schema('A comparison operator is required', path);
    const { Variable: variable } = rule;
    if (variable !== undefined) this.#path('Variable', variable, `${path}/Variable`);
    else if (!combined) this.#schema('These fields are required: [Variable]', path);
  }

  #path(name: string, value: Json, path: string): void {
    if (value === null && ['InputPath', 'OutputPath', 'ResultPath'].includes(name)) return;
    if (typeof value !== 'string') return this.#schema('Value is not a Reference Path: Invalid path', path);
    const reference = name === 'ResultPath';
    if (reference ? !isReferencePath(value) : !value.startsWith('States.') && readPath(value) === undefined) {
      this.#schema(
        `Value is not a ${reference ? 'Reference Path' : 'JSONPath'}: Invalid path '${value}'`,
        path,
      );
    }
  }

  #expressions(value: Json, path: string): void {
    if (isExpression(value)) {
      const fault = syntaxFault(value);
      if (fault !== undefined) this.#schema(`Invalid JSONata expression: ${fault}`, path);
    } else if (
      typeof value === 'object' &&
      value !== null &&
      !/\/(?:Branches|ItemProcessor|Choices)$/.test(path)
    ) {
      for (const [name, part] of Object.entries(value)) this.#expressions(part, `${path}/${name}`);
    }
  }

  #transitions(start: string, states: JsonObject, path: string): void {
    const reached = new Set([start]);
    const go = (target: Json | undefined, kind: string, location: string): void => {
      if (typeof target !== 'string') return;
      reached.add(target);
      if (!Object.hasOwn(states, target)) this.#target(`Missing '${kind}' target: ${target}`, location);
    };
    go(start, 'Next', `${path}/StartAt`);
    for (const [name, state] of Object.entries(states)) {
      if (!isObject(state)) continue;
      const where = `${path}/States/${name}`;
      go(state['Next'], 'Next', `${where}/Next`);
      go(state['Default'], 'Default', `${where}/Default`);
      for (const list of ['Choices', 'Catch']) {
        const entries = state[list];
        if (!Array.isArray(entries)) continue;
        (entries as Json[]).forEach((entry, at) => {
          if (isObject(entry)) go(entry['Next'], 'Next', `${where}/${list}[${at}]/Next`);
        });
      }
    }
    for (const name of Object.keys(states)) {
      if (!reached.has(name)) this.#target(`State "${name}" is not reachable.`, `${path}/States/${name}`);
    }
  }

  #schema(message: string, location: string): void {
    this.faults.push({ code: 'SCHEMA_VALIDATION_FAILED', message, location });
  }

  #target(message: string, location: string): void {
    this.faults.push({ code: 'MISSING_TRANSITION_TARGET', message, location });
  }
}
