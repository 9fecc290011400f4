/**
 * A blueprint's resources under the names that a stack gave them. CloudFormation names what its template does not, so a
 * resource is known by its type and by the words that its names share with the blueprint's.
 */
import type { Resources } from '#pipeline';
import { NotVerifiable } from '../not-verifiable.ts';
import type { StackResource } from './stack.ts';

const TYPES = {
  buckets: 'AWS::S3::Bucket',
  queues: 'AWS::SQS::Queue',
  topics: 'AWS::SNS::Topic',
  functions: 'AWS::Lambda::Function',
  tables: 'AWS::DynamoDB::Table',
} as const satisfies Partial<Record<keyof Resources, string>>;

/** @throws NotVerifiable when something of the blueprint is not in the stack, or cannot be told from something else */
export function standIn(resources: Resources, stack: readonly StackResource[]): Resources {
  const names = new Map<string, string>();
  for (const [kind, type] of Object.entries(TYPES) as [keyof typeof TYPES, string][]) {
    const standing = stack.filter((resource) => resource.type === type);
    for (const { name } of resources[kind]) names.set(name, nameOf(match(name, standing, type)));
  }
  return JSON.parse(JSON.stringify(resources), (_member, value: unknown) =>
    typeof value === 'string' ? renamed(value, names) : value,
  ) as Resources;
}

/** URLs of queues and ARNs of topics end in the name. */
const nameOf = ({ physicalId }: StackResource): string => physicalId.split(/[/:]/).at(-1) ?? '';

function match(name: string, standing: readonly StackResource[], type: string): StackResource {
  const words = wordsOf(name);
  const scored = standing
    .map((resource) => ({
      resource,
      score: [...wordsOf(`${resource.logicalId} ${nameOf(resource)}`)].filter((word) => words.has(word))
        .length,
    }))
    .toSorted((one, other) => other.score - one.score);
  const [best, second] = scored;
  if (best === undefined || best.score === 0)
    throw new NotVerifiable(`the stack has no ${type} like ${name}`);
  if (second?.score === best.score) {
    throw new NotVerifiable(
      `the stack has more than one ${type} like ${name}: ${best.resource.logicalId} and ${second.resource.logicalId}`,
    );
  }
  return best.resource;
}

/** `ImagesBucket` → images, bucket; plural and singular are one. */
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 1)
      .map((word) => word.replace(/s$/, '')),
  );

/** A name by itself, and at the end or before the path of an ARN. */
function renamed(text: string, names: ReadonlyMap<string, string>): string {
  const own = names.get(text);
  if (own !== undefined) return own;
  const arn = /^(arn:aws:[^:]*:[^:]*:[^:]*:(?:function:)?)([^:/]+)(.*)$/.exec(text);
  const [, before = '', name = '', after = ''] = arn ?? [];
  const other = names.get(name);
  return other === undefined ? text : `${before}${other}${after}`;
}
