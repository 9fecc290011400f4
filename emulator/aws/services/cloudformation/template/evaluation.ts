/**
 * What values mean in one stack: intrinsic functions over parameters, conditions, mappings and the resources made so far
 * (template reference "Intrinsic functions", 2026-11).
 *
 * Gaps: `Fn::Transform` and `Fn::ForEach` are refused, as are dynamic references (`{{resolve:…}}`).
 */
import { templateFault, validationError } from '../errors.ts';
import { cidr } from './cidr.ts';
import { textOf, isList, isObject, single, type Json, type JsonObject } from './json.ts';
import type { ParameterValues } from './parameters.ts';
import { attributeOf, PLACEHOLDER } from './references.ts';
import type { Template } from './template.ts';

export interface MadeResource {
  /** What `Ref` yields. */
  readonly physicalId: string;
  readonly attributes: JsonObject;
}

/** What stands for values that are known only once resources are made. */
export const UNKNOWN = '{{changeSet:KNOWN_AFTER_APPLY}}';

export interface EvaluationInput {
  readonly template: Template;
  readonly parameters: ParameterValues;
  /** `AWS::Region` and its like. */
  readonly pseudo: JsonObject;
  readonly zones: readonly string[];
  /** `unknown` for a resource that is not there yet, when that is no fault. */
  readonly made: (logicalId: string) => MadeResource | 'unknown' | undefined;
  /** The value of an export. */
  readonly exported: (name: string) => string | undefined;
}

type Function = (argument: Json) => Json | undefined;

export class Evaluation {
  readonly #input: EvaluationInput;
  readonly #decided = new Map<string, boolean>();
  readonly #deciding = new Set<string>();
  /** Names of the exports that were asked for. */
  readonly imported = new Set<string>();
  readonly #functions: Readonly<Record<string, Function>> = {
    Ref: (name) => this.#ref(textOf(name)),
    'Fn::GetAtt': (argument) => this.#attribute(argument),
    'Fn::Sub': (argument) => this.#sub(argument),
    'Fn::Join': (argument) => {
      const [separator, parts] = this.#list('Fn::Join', argument, 2);
      return this.#texts('Fn::Join', parts).join(text('Fn::Join', separator));
    },
    'Fn::Split': (argument) => {
      const [separator, source] = this.#list('Fn::Split', argument, 2);
      return text('Fn::Split', source).split(text('Fn::Split', separator));
    },
    'Fn::Select': (argument) => {
      const [index, list] = this.#list('Fn::Select', argument, 2);
      const chosen = isList(list) ? list[Number(index)] : undefined;
      if (chosen === undefined)
        throw templateFault(`Fn::Select cannot select nonexistent value at index ${textOf(index)}`);
      return chosen;
    },
    'Fn::FindInMap': (argument) => this.#find(argument),
    'Fn::If': (argument) => {
      if (!isList(argument) || argument.length !== 3) throw malformed('Fn::If');
      const [condition = '', yes = null, no = null] = argument;
      return this.optional(this.condition(textOf(condition)) ? yes : no);
    },
    'Fn::Base64': (argument) => Buffer.from(text('Fn::Base64', this.value(argument))).toString('base64'),
    'Fn::Cidr': (argument) => {
      const [block, count, bits = '8'] = this.#list('Fn::Cidr', argument);
      return cidr(text('Fn::Cidr', block), Number(count), Number(bits));
    },
    'Fn::GetAZs': (argument) => {
      const region = this.value(argument);
      const { 'AWS::Region': here } = this.#input.pseudo;
      if (region !== '' && region !== here)
        throw validationError("Fn::GetAZs knows only the stack's own region.");
      return this.#input.zones;
    },
    'Fn::ImportValue': (argument) => {
      const name = text('Fn::ImportValue', this.value(argument));
      const value = this.#input.exported(name);
      if (value === undefined) throw validationError(`No export named ${name} found.`);
      this.imported.add(name);
      return value;
    },
    'Fn::Length': (argument) => this.#list('Fn::Length', argument).length,
    'Fn::ToJsonString': (argument) => JSON.stringify(this.value(argument)),
    'Fn::Equals': (argument) => {
      const [left, right] = this.#list('Fn::Equals', argument, 2);
      return asComparable(left) === asComparable(right);
    },
    'Fn::And': (argument) => this.#booleans('Fn::And', argument).every(Boolean),
    'Fn::Or': (argument) => this.#booleans('Fn::Or', argument).some(Boolean),
    'Fn::Not': (argument) => !this.#booleans('Fn::Not', argument)[0],
    'Fn::Contains': (argument) => {
      const [list, wanted] = this.#list('Fn::Contains', argument, 2);
      return this.#texts('Fn::Contains', list).includes(text('Fn::Contains', wanted));
    },
    'Fn::EachMemberIn': (argument) => {
      const [members, list] = this.#list('Fn::EachMemberIn', argument, 2);
      const allowed = this.#texts('Fn::EachMemberIn', list);
      return this.#texts('Fn::EachMemberIn', members).every((one) => allowed.includes(one));
    },
    'Fn::EachMemberEquals': (argument) => {
      const [members, wanted] = this.#list('Fn::EachMemberEquals', argument, 2);
      const every = this.#texts('Fn::EachMemberEquals', members);
      return every.every((one) => one === text('Fn::EachMemberEquals', wanted));
    },
  };

  constructor(input: EvaluationInput) {
    this.#input = input;
  }

  /** Whether a named condition holds. */
  condition(name: string): boolean {
    const known = this.#decided.get(name);
    if (known !== undefined) return known;
    const { conditions } = this.#input.template;
    const definition = Object.hasOwn(conditions, name) ? conditions[name] : undefined;
    if (definition === undefined) throw templateFault(`Unresolved condition ${name}`);
    if (this.#deciding.has(name)) throw validationError(`Circular dependency between conditions: [${name}]`);
    this.#deciding.add(name);
    const holds = this.value(definition) === true;
    this.#decided.set(name, holds);
    return holds;
  }

  /** @throws AwsError ValidationError */
  value(given: Json): Json {
    return this.optional(given) ?? '';
  }

  /** `undefined` stands for `AWS::NoValue`: the property is not there. */
  optional(given: Json): Json | undefined {
    if (typeof given === 'string' && given.includes('{{resolve:')) {
      throw validationError('Dynamic references are not implemented by safelight.');
    }
    if (isList(given)) return given.map((one) => this.optional(one)).filter((one) => one !== undefined);
    if (!isObject(given)) return given;
    const [name = '', argument = null] = single(given) ?? [];
    // A policy's `Condition` member is an object; a template's names a condition.
    if (name === 'Condition' && typeof argument === 'string') return this.condition(argument);
    if (Object.hasOwn(this.#functions, name)) return this.#functions[name]!(argument);
    if (name.startsWith('Fn::')) throw validationError(`${name} is not implemented by safelight.`);
    return this.object(given);
  }

  object(given: JsonObject): JsonObject {
    const entries = Object.entries(given).map(([name, value]) => [name, this.optional(value)] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as JsonObject;
  }

  #ref(name: string): Json | undefined {
    const { parameters, pseudo, made } = this.#input;
    if (name === 'AWS::NoValue') return undefined;
    if (Object.hasOwn(pseudo, name)) return pseudo[name];
    if (Object.hasOwn(parameters, name)) return parameters[name]!.value;
    const resource = made(name);
    if (resource === undefined) throw unmade(name);
    return resource === 'unknown' ? UNKNOWN : resource.physicalId;
  }

  #attribute(argument: Json): Json {
    const [name, path] = attributeOf(argument);
    const resource = this.#input.made(name);
    if (resource === undefined) throw unmade(name);
    if (resource === 'unknown') return UNKNOWN;
    const attribute = text('Fn::GetAtt', this.value(path));
    const value = Object.hasOwn(resource.attributes, attribute) ? resource.attributes[attribute] : undefined;
    if (value === undefined) {
      throw validationError(
        `Requested attribute ${attribute} must be a readonly property in schema for ${name}`,
      );
    }
    return value;
  }

  #sub(argument: Json): string {
    const [pattern, own = {}] = isList(argument) ? argument : [argument];
    if (typeof pattern !== 'string' || !isObject(own)) throw malformed('Fn::Sub');
    const filled = pattern.replaceAll(PLACEHOLDER, (_, inner: string) => {
      const name = inner.trim();
      if (Object.hasOwn(own, name)) return text('Fn::Sub', this.value(own[name] ?? ''));
      return text('Fn::Sub', name.includes('.') ? this.#attribute(name) : (this.#ref(name) ?? ''));
    });
    return filled.replaceAll('${!', '${');
  }

  #find(argument: Json): Json {
    const list = this.value(argument);
    const [map, first, second] = this.#texts('Fn::FindInMap', isList(list) ? list.slice(0, 3) : list);
    const [, , , fallback] = isList(list) ? list : [];
    let found: Json | undefined = this.#input.template.mappings;
    for (const name of [map, first, second]) {
      found = isObject(found) && name !== undefined && Object.hasOwn(found, name) ? found[name] : undefined;
    }
    if (found === undefined && isObject(fallback ?? null)) found = (fallback as JsonObject)['DefaultValue'];
    if (found === undefined) {
      throw templateFault(`Unable to get mapping for ${map ?? ''}::${first ?? ''}::${second ?? ''}`);
    }
    return found;
  }

  #list(name: string, argument: Json, length?: number): readonly Json[] {
    const list = this.value(argument);
    if (!isList(list) || (length !== undefined && list.length !== length)) throw malformed(name);
    return list;
  }

  #texts(name: string, list: Json | undefined): readonly string[] {
    if (!isList(list)) throw malformed(name);
    return list.map((one) => text(name, one));
  }

  #booleans(name: string, argument: Json): readonly boolean[] {
    return this.#list(name, argument).map((one) => one === true || one === 'true');
  }
}

function text(name: string, value: Json | undefined): string {
  if (value === undefined || value === null || typeof value === 'object') throw malformed(name);
  return textOf(value);
}

const asComparable = (value: Json | undefined): string =>
  typeof value === 'object' ? JSON.stringify(value) : textOf(value);

const malformed = (name: string): Error => templateFault(`every ${name} object requires valid arguments.`);

const unmade = (name: string): Error =>
  templateFault(`resource ${name} is not part of the stack: its condition does not hold.`);
