/**
 * The parts of CloudFront that are an id, a configuration and an ETag, with the same four operations each: access
 * controls, identities, policies, keys and groups of keys.
 */
import { textOf, type JsonObject } from '../template/json.ts';
import type { ResourceType } from './resource-type.ts';

interface Noun {
  readonly noun: string;
  readonly config?: string;
  /** Members that CloudFront demands and templates may leave out. */
  readonly defaults?: JsonObject;
  readonly attributes?: (answer: JsonObject) => JsonObject;
}

function configured({ noun, config = `${noun}Config`, defaults = {}, attributes }: Noun): ResourceType {
  const type = `AWS::CloudFront::${noun}`;
  const seen = (answer: Readonly<Record<string, unknown>>): JsonObject => {
    const { Id, ...more } = answer[noun] as JsonObject;
    return { Id: Id!, ...attributes?.(more) };
  };
  const settled = (properties: JsonObject): object => ({
    [config]: { ...defaults, ...(properties[config] as JsonObject) },
  });
  return {
    type,
    properties: [config],
    required: [config],
    async create(properties, making) {
      const made = seen(await making.invoke('cloudfront', `Create${noun}`, settled(properties)));
      making.exists(textOf(made['Id']));
      return made;
    },
    async update({ physicalId: Id }, properties, making) {
      const { ETag: IfMatch } = await making.invoke('cloudfront', `Get${noun}`, { Id });
      const request = { Id, IfMatch, ...settled(properties) };
      return seen(await making.invoke('cloudfront', `Update${noun}`, request));
    },
    async delete(Id, _, making) {
      const { ETag: IfMatch } = await making.invoke('cloudfront', `Get${noun}`, { Id });
      await making.invoke('cloudfront', `Delete${noun}`, { Id, IfMatch });
    },
  };
}

export const CLOUDFRONT_CONFIGS: readonly ResourceType[] = [
  configured({ noun: 'CachePolicy' }),
  configured({
    noun: 'CloudFrontOriginAccessIdentity',
    attributes: ({ S3CanonicalUserId: id }) => ({ S3CanonicalUserId: id! }),
  }),
  configured({ noun: 'KeyGroup' }),
  configured({ noun: 'OriginAccessControl' }),
  configured({ noun: 'OriginRequestPolicy' }),
  configured({ noun: 'PublicKey' }),
  configured({ noun: 'ResponseHeadersPolicy' }),
];
