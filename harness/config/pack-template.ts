/**
 * What `aws cloudformation package` does for functions and layers: code that a template names by a path on this machine
 * is packed, stored in a bucket, and named by its place there. Everything else of the template stays as it is written.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isMap, isScalar, parseDocument } from 'yaml';
import { SafelightError } from '#aws/terms';
import { packFolder } from './pack-folder.ts';

interface CodeProperty {
  readonly property: string;
  /** How the type spells a place in S3. */
  readonly bucket: string;
  readonly key: string;
}

const CODE: Readonly<Record<string, CodeProperty>> = {
  'AWS::Lambda::Function': { property: 'Code', bucket: 'S3Bucket', key: 'S3Key' },
  'AWS::Lambda::LayerVersion': { property: 'Content', bucket: 'S3Bucket', key: 'S3Key' },
  'AWS::Serverless::Function': { property: 'CodeUri', bucket: 'Bucket', key: 'Key' },
  'AWS::Serverless::LayerVersion': { property: 'ContentUri', bucket: 'Bucket', key: 'Key' },
};

export interface Packed {
  readonly text: string;
  /** What has to be in the bucket, by key, before the stack is made. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
}

/**
 * @param folder paths in the template are relative to it
 * @throws SafelightError ERR_TEMPLATE
 */
export async function packTemplate(text: string, folder: string, bucket: string): Promise<Packed> {
  const document = parseDocument(text, { logLevel: 'error' });
  const [error] = document.errors;
  if (error !== undefined) throw refused(`The template is neither YAML nor JSON: ${error.message}`);
  const resources = document.get('Resources');
  if (!isMap(resources)) throw refused('The template has no Resources.');
  const objects = new Map<string, Uint8Array>();
  const store = async (place: readonly string[], { bucket: at, key }: CodeProperty): Promise<void> => {
    const path = document.getIn(place);
    if (typeof path !== 'string' || path.startsWith('s3://')) return;
    const zip = await packed(resolve(folder, path), place);
    const name = `${createHash('sha256').update(zip).digest('hex')}.zip`;
    objects.set(name, zip);
    document.setIn(place, { [at]: bucket, [key]: name });
  };
  for (const { key } of resources.items) {
    const logical = isScalar(key) ? String(key.value) : '';
    const code = CODE[String(document.getIn(['Resources', logical, 'Type']))];
    if (code !== undefined) await store(['Resources', logical, 'Properties', code.property], code);
  }
  const globals = CODE['AWS::Serverless::Function'];
  if (globals !== undefined) await store(['Globals', 'Function', globals.property], globals);
  return { text: objects.size === 0 ? text : document.toString(), objects };
}

async function packed(path: string, place: readonly string[]): Promise<Uint8Array> {
  if (existsSync(path)) return packFolder(path);
  throw refused(`${place.join('.')} names ${path}, which is not there.`);
}

const refused = (message: string): SafelightError =>
  new SafelightError('ERR_TEMPLATE', message, {
    hint: 'Paths are relative to the template. Build the code first (`sam build` writes .aws-sam/build/template.yaml).',
  });
