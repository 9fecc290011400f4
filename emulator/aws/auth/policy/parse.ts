/**
 * Reading a policy document. One grammar serves bucket, key, queue, topic and function policies; what it finds wrong
 * is returned as a text, because every service wraps it in an error of its own.
 *
 * Texts are S3's: measured (fact sheet S3 §10.3) are the ones about JSON, `Missing required field …`, `Invalid
 * principal in policy` and `Invalid policy syntax.`; those about an empty statement list, effects, versions and
 * operators are versitygw's reading of S3. Gaps (unverified): unknown elements and `Allow` with `NotPrincipal` draw
 * `Invalid policy syntax.` here; a repeated member counts with its last value.
 */
import type {
  Choice,
  Condition,
  PolicyDocument,
  PolicyVersion,
  PrincipalClause,
  Statement,
} from './document.ts';
import { OPERATORS, parseCidr } from './operators.ts';
import { parsePattern, type Pattern } from './pattern.ts';
import { parsePrincipal } from './principal.ts';

export interface Grammar {
  /** Policies on a resource name their principals, those attached to an identity must not. */
  readonly principal: 'required' | 'forbidden';
  /** Role trust policies have no resource, and queue policies need none. */
  readonly resource: 'required' | 'optional';
}

export const RESOURCE_POLICY: Grammar = { principal: 'required', resource: 'required' };
export const IDENTITY_POLICY: Grammar = { principal: 'forbidden', resource: 'required' };

export type ParsedPolicy =
  | { readonly document: PolicyDocument }
  /** What is wrong, in AWS's words. */
  | { readonly fault: string };

/** Carries a fault out of the depths of the document; it never leaves this module. */
class Fault extends Error {}

type Members = ReadonlyMap<string, unknown>;

const SYNTAX = 'Invalid policy syntax.';
const ELEMENTS = ['Version', 'Id', 'Statement'];
const STATEMENT_ELEMENTS =
  'Sid Effect Principal NotPrincipal Action NotAction Resource NotResource Condition'.split(' ');

function membersOf(value: unknown, known?: readonly string[]): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Fault(SYNTAX);
  const members = new Map(Object.entries(value));
  for (const name of members.keys()) if (known?.includes(name) === false) throw new Fault(SYNTAX);
  return members;
}

/** A text or a list of texts. */
function textsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw new Fault(SYNTAX);
  return list.map((item) => {
    if (typeof item !== 'string') throw new Fault(SYNTAX);
    return item;
  });
}

const optionalText = (value: unknown): string | undefined => {
  if (value !== undefined && typeof value !== 'string') throw new Fault(SYNTAX);
  return value;
};

/** The element of a pair such as `Action` and `NotAction` that is there; both are one too many. */
function pair(
  members: Members,
  name: string,
): { readonly not: boolean; readonly value: unknown } | undefined {
  const negated = `Not${name}`;
  if (members.has(name) && members.has(negated)) throw new Fault(SYNTAX);
  if (members.has(negated)) return { not: true, value: members.get(negated) };
  return members.has(name) ? { not: false, value: members.get(name) } : undefined;
}

function parsePrincipals(members: Members, grammar: Grammar): Choice<PrincipalClause> | undefined {
  const element = pair(members, 'Principal');
  if (grammar.principal === 'forbidden') {
    if (element !== undefined) throw new Fault('Policy document should not specify a principal.');
    return undefined;
  }
  if (element === undefined) throw new Fault('Missing required field Principal');
  if (element.not && members.get('Effect') === 'Allow') throw new Fault(SYNTAX);
  if (element.value === '*') return { not: element.not, items: [{ kind: 'everyone' }] };
  if (typeof element.value === 'string') throw new Fault('Invalid principal in policy');
  const types = membersOf(element.value);
  if (types.size === 0) throw new Fault('Missing required field Principal cannot be empty!');
  const items = [...types].flatMap(([type, value]) =>
    textsOf(value).map((text) => {
      const clause = parsePrincipal(type, text);
      if (clause === undefined) throw new Fault('Invalid principal in policy');
      return clause;
    }),
  );
  return { not: element.not, items };
}

const ACTION = /^(?:\*|[a-z0-9*?-]+:[a-z0-9*?]+)$/;

function parseActions(members: Members): Choice<Pattern> {
  const element = pair(members, 'Action');
  if (element === undefined) throw new Fault('Missing required field Action');
  const items = textsOf(element.value).map((action) => {
    const name = action.toLowerCase();
    if (!ACTION.test(name)) throw new Fault('Policy has invalid action');
    return parsePattern(name, false);
  });
  return { not: element.not, items };
}

function parseResources(members: Members, grammar: Grammar, variables: boolean): Choice<Pattern> | undefined {
  const element = pair(members, 'Resource');
  if (element === undefined) {
    if (grammar.resource === 'optional') return undefined;
    throw new Fault('Missing required field Resource');
  }
  const items = textsOf(element.value).map((resource) => {
    if (resource !== '*' && !resource.startsWith('arn:')) throw new Fault('Policy has invalid resource');
    return parsePattern(resource, variables);
  });
  return { not: element.not, items };
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;
const CONDITION_KEY = /^[A-Za-z0-9-]+:[^\s]+$/;

/** Numbers and booleans may stand without quotation marks. */
const conditionValues = (value: unknown): readonly string[] =>
  textsOf(
    (Array.isArray(value) ? value : [value]).map((item: unknown) =>
      typeof item === 'number' || typeof item === 'boolean' ? String(item) : item,
    ),
  );

function parseConditions(value: unknown, variables: boolean): readonly Condition[] {
  if (value === undefined) return [];
  return [...membersOf(value)].flatMap(([written, keys]) => {
    const [, quantifier, name = '', ifExists] = OPERATOR.exec(written) ?? [];
    const operator = OPERATORS.get(name);
    if (operator === undefined || (name === 'Null' && ifExists !== undefined)) {
      throw new Fault(`Invalid Condition type : ${written}`);
    }
    return [...membersOf(keys)].map(([key, texts]): Condition => {
      if (!CONDITION_KEY.test(key)) throw new Fault('Policy has an invalid condition key');
      const values = conditionValues(texts);
      const isAddress = operator.name === 'IpAddress' || operator.name === 'NotIpAddress';
      if (isAddress && values.some((cidr) => !cidr.includes('${') && parseCidr(cidr) === undefined)) {
        throw new Fault('Invalid IP address in Conditions');
      }
      return {
        operator,
        quantifier: quantifier as Condition['quantifier'],
        ifExists: ifExists !== undefined,
        key,
        values: values.map((text) => parsePattern(text, variables)),
      };
    });
  });
}

function parseStatement(
  value: unknown,
  position: number,
  grammar: Grammar,
  version: PolicyVersion,
): Statement {
  const members = membersOf(value, STATEMENT_ELEMENTS);
  const effect = members.get('Effect');
  if (effect === undefined) throw new Fault('Missing required field Effect');
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new Fault(typeof effect === 'string' ? `Invalid effect: ${effect}` : SYNTAX);
  }
  const variables = version === '2012-10-17';
  return {
    position,
    sid: optionalText(members.get('Sid')),
    effect,
    principal: parsePrincipals(members, grammar),
    action: parseActions(members),
    resource: parseResources(members, grammar, variables),
    conditions: parseConditions(members.get('Condition'), variables),
  };
}

function parseDocument(text: string, grammar: Grammar): PolicyDocument {
  if (!text.startsWith('{')) throw new Fault("Policies must be valid JSON and the first byte must be '{'");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Fault('This policy contains invalid Json');
  }
  const members = membersOf(json, ELEMENTS);
  const version = members.get('Version') ?? '2008-10-17';
  if (version !== '2008-10-17' && version !== '2012-10-17') {
    throw new Fault('The policy must contain a valid version string');
  }
  const statement = members.get('Statement');
  if (statement === undefined) throw new Fault('Missing required field Statement');
  const list: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  if (list.length === 0) throw new Fault('Could not parse the policy: Statement is empty!');
  return {
    version,
    id: optionalText(members.get('Id')),
    statements: list.map((one, index) => parseStatement(one, index + 1, grammar, version)),
  };
}

/** Reads a policy; anything but a `Fault` is a defect and passes through. */
export function parsePolicy(text: string, grammar: Grammar = RESOURCE_POLICY): ParsedPolicy {
  try {
    return { document: parseDocument(text, grammar) };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message };
    throw error;
  }
}
