/** Under which keys a template's buckets tell of uploads: the prefixes in the filters of their S3 notifications. */
import { isMap, isScalar, isSeq, type Document, type Node, type YAMLMap } from 'yaml';

/**
 * Logical ids of the buckets that tell of uploads, with the prefix of the first rule that has one, otherwise with none.
 * What a function of the template works out (`!Ref`, `!Sub`) is not known here.
 */
export function notifiedPrefixes(document: Document, resources: YAMLMap): ReadonlyMap<string, string> {
  const prefixes = new Map<string, string>();
  const note = (bucket: string, rule: YAMLMap): void => {
    const known = prefixes.get(bucket) ?? '';
    prefixes.set(bucket, known === '' ? prefixOf(rule) : known);
  };
  for (const { key } of resources.items) {
    const id = isScalar(key) ? String(key.value) : '';
    const at = (...path: readonly string[]): unknown => document.getIn(['Resources', id, ...path], true);
    const configuration = at('Properties', 'NotificationConfiguration');
    if (isMap(configuration)) {
      for (const { value } of configuration.items) for (const rule of mapsIn(value)) note(id, rule);
    }
    const events = at('Properties', 'Events');
    if (!isMap(events)) continue;
    for (const event of mapsIn(events)) {
      const properties = event.get('Properties', true);
      const bucket = isMap(properties) ? referredTo(properties.get('Bucket', true)) : undefined;
      if (event.get('Type') === 'S3' && isMap(properties) && bucket !== undefined) note(bucket, properties);
    }
  }
  return prefixes;
}

/** The maps among the members of a list or a map. */
function mapsIn(node: unknown): readonly YAMLMap[] {
  if (isSeq(node)) return node.items.filter(isMap);
  return isMap(node) ? node.items.map(({ value }) => value).filter(isMap) : [];
}

/** The logical id in `!Ref Inbox` and `{ Ref: Inbox }`. */
function referredTo(node: unknown): string | undefined {
  if (isScalar(node)) return String(node.value);
  const id: unknown = isMap(node) ? node.get('Ref') : undefined;
  return typeof id === 'string' ? id : undefined;
}

function prefixOf(rule: YAMLMap): string {
  const rules: unknown = rule.getIn(['Filter', 'S3Key', 'Rules'], true);
  const prefix = mapsIn(rules).find((each) => String(each.get('Name')).toLowerCase() === 'prefix');
  const value: Node | undefined = prefix?.get('Value', true);
  return isScalar(value) && typeof value.value === 'string' && !isWorkedOut(value) ? value.value : '';
}

const isWorkedOut = ({ tag }: Node): boolean => tag !== undefined && !tag.startsWith('tag:yaml.org');
