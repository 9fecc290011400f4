/** A template whose sections have the form they must have. What they mean in a stack is for `evaluation.ts`. */
import { notImplemented } from '../../../kernel/aws-error.ts';
import { templateError, validationError } from '../errors.ts';
import { isList, isObject, textOf, type Json, type JsonObject } from './json.ts';
import { readTemplate } from './read.ts';
import { expandServerless, SERVERLESS } from './sam/serverless.ts';

export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly dependsOn: readonly string[];
  readonly condition: string | undefined;
  readonly deletionPolicy: 'Delete' | 'Retain' | 'RetainExceptOnCreate';
  /** What becomes of a resource that an update replaces. */
  readonly updateReplacePolicy: 'Delete' | 'Retain';
}

interface Output {
  readonly name: string;
  readonly value: Json;
  readonly description: string | undefined;
  readonly condition: string | undefined;
  readonly exportName: Json | undefined;
}

export interface Template {
  readonly description: string | undefined;
  readonly parameters: Readonly<Record<string, JsonObject>>;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly rules: Readonly<Record<string, JsonObject>>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly outputs: readonly Output[];
}

const SECTIONS = new Set([
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
  'Rules',
  'Transform',
]);

const RESOURCE_ATTRIBUTES = new Set([
  'Condition',
  'DeletionPolicy',
  'DependsOn',
  'Metadata',
  'Properties',
  'Type',
  'UpdateReplacePolicy',
]);

/** The template as CloudFormation works with it, as JSON. @throws AwsError ValidationError */
export const processedTemplate = (text: string): string => JSON.stringify(readDocument(text));

function readDocument(text: string): JsonObject {
  const document = readTemplate(text);
  if (!isObject(document)) throw templateError('unsupported structure.');
  return checkTransforms(document['Transform']) ? expandServerless(document) : document;
}

/** Whether the template is a serverless one. The functions of the language extensions are there; its loops are not. */
function checkTransforms(given: Json | undefined): boolean {
  const names = (isList(given) ? given : given === undefined ? [] : [given]).map((one) =>
    isObject(one) ? textOf(one['Name']) : textOf(one),
  );
  const unknown = names.find((name) => name !== 'AWS::LanguageExtensions' && name !== SERVERLESS);
  if (unknown !== undefined) throw notImplemented('cloudformation', `transform ${unknown}`);
  return names.includes(SERVERLESS);
}

/** Templates that were read lately: a stack's is asked for at every step of its life, and never changes. */
const READ = new Map<string, Template>();
const MOST_READ = 32;

/** @throws AwsError ValidationError, NotImplemented */
export function parseTemplate(text: string): Template {
  const known = READ.get(text);
  if (known !== undefined) return known;
  const template = readSections(text);
  if (READ.size >= MOST_READ) READ.clear();
  READ.set(text, template);
  return template;
}

function readSections(text: string): Template {
  const document = readDocument(text);
  const unknown = Object.keys(document).filter((name) => !SECTIONS.has(name));
  if (unknown.length > 0)
    throw validationError(`Invalid template property or properties [${unknown.join(', ')}]`);
  const version = document['AWSTemplateFormatVersion'];
  if (version !== undefined && version !== '2010-09-09') {
    throw templateError(`Template version ${JSON.stringify(version)} is not supported.`);
  }
  const resources = section(document, 'Resources');
  if (Object.keys(resources).length === 0)
    throw templateError('At least one Resources member must be defined.');
  const description = document['Description'];
  return {
    description: typeof description === 'string' ? description : undefined,
    parameters: objectsOf(section(document, 'Parameters'), 'Parameters'),
    mappings: section(document, 'Mappings'),
    conditions: section(document, 'Conditions'),
    rules: objectsOf(section(document, 'Rules'), 'Rules'),
    resources: new Map(
      Object.entries(objectsOf(resources, 'Resources')).map(([id, body]) => [id, readResource(id, body)]),
    ),
    outputs: Object.entries(objectsOf(section(document, 'Outputs'), 'Outputs')).map(readOutput),
  };
}

function section(document: JsonObject, name: string): JsonObject {
  const value = document[name] ?? {};
  if (!isObject(value)) throw templateError(`[/${name}] must be an object.`);
  return value;
}

function objectsOf(members: JsonObject, name: string): Readonly<Record<string, JsonObject>> {
  for (const [id, body] of Object.entries(members)) {
    if (!/^[A-Za-z0-9]+$/.test(id)) {
      throw templateError(`${name.slice(0, -1)} name ${id} is non alphanumeric.`);
    }
    if (!isObject(body)) throw templateError(`[/${name}/${id}] must be an object.`);
  }
  return members as Readonly<Record<string, JsonObject>>;
}

function readResource(logicalId: string, body: JsonObject): Resource {
  const { Type: type, Properties: properties = {}, DependsOn: dependsOn = [] } = body;
  if (typeof type !== 'string') {
    throw templateError(`[/Resources/${logicalId}] Every Resources object must contain a Type member.`);
  }
  for (const name of Object.keys(body)) {
    if (!RESOURCE_ATTRIBUTES.has(name)) throw validationError(`Invalid template resource property '${name}'`);
  }
  if (!isObject(properties)) throw templateError(`[/Resources/${logicalId}/Properties] must be an object.`);
  return {
    logicalId,
    type,
    properties,
    dependsOn: (isList(dependsOn) ? dependsOn : [dependsOn]).map(String),
    condition: conditionOf(body, `/Resources/${logicalId}`),
    deletionPolicy: readDeletionPolicy(body['DeletionPolicy'], logicalId),
    updateReplacePolicy: readReplacePolicy(body['UpdateReplacePolicy'], logicalId),
  };
}

function readDeletionPolicy(policy: Json | undefined, logicalId: string): Resource['deletionPolicy'] {
  if (policy === undefined) return 'Delete';
  if (policy === 'Delete' || policy === 'Retain' || policy === 'RetainExceptOnCreate') return policy;
  throw templateError(`Unrecognized DeletionPolicy ${JSON.stringify(policy)} for resource ${logicalId}`);
}

function readReplacePolicy(policy: Json | undefined, logicalId: string): Resource['updateReplacePolicy'] {
  if (policy === undefined) return 'Delete';
  if (policy === 'Delete' || policy === 'Retain') return policy;
  throw templateError(`Unrecognized UpdateReplacePolicy ${JSON.stringify(policy)} for resource ${logicalId}`);
}

function readOutput([name, body]: [string, JsonObject]): Output {
  const { Value: value, Description: description, Export: exported } = body;
  const exportName = isObject(exported ?? null) ? (exported as JsonObject)['Name'] : undefined;
  if (exported !== undefined && exportName === undefined) {
    throw templateError(`[/Outputs/${name}/Export] Export must contain a Name`);
  }
  if (value === null)
    throw validationError(`[/Outputs/${name}/Value] 'null' values are not allowed in templates`);
  if (value === undefined) {
    throw templateError(`[/Outputs/${name}] Every Outputs member must contain a Value object`);
  }
  return {
    name,
    value,
    description: typeof description === 'string' ? description : undefined,
    condition: conditionOf(body, `/Outputs/${name}`),
    exportName,
  };
}

function conditionOf({ Condition: condition }: JsonObject, path: string): string | undefined {
  if (condition === undefined || typeof condition === 'string') return condition;
  throw templateError(`[${path}/Condition] must be a string.`);
}
