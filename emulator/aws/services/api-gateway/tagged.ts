/** What can be tagged, by ARN: `arn:aws:apigateway:us-east-1::/restapis/a1b2c3d4e5/stages/dev`. */
import { parseArn, type Scope } from '../../kernel/scope.ts';
import type { ApiGateway } from './api-gateway.ts';
import { badRequest } from './errors.ts';
import { ownerOf } from './shelf.ts';

type Tags = Readonly<Record<string, string>>;

export interface Tagged {
  readonly tags: Tags;
  readonly setTags: (tags: Record<string, string>) => void;
}

/** @throws AwsError BadRequestException, NotFoundException */
export function tagged(gateway: ApiGateway, scope: Scope, text: string | undefined): Tagged {
  const parts = parseArn(text ?? '');
  const [, kind, id = '', below, name = ''] = parts?.resource.split('/') ?? [];
  if (parts?.service !== 'apigateway' || parts.region !== scope.region) throw invalidArn(text);
  if (kind === 'restapis') {
    const api = gateway.apis.get(scope, id);
    if (below === undefined) {
      const { settings } = api;
      return { tags: settings.tags, setTags: (tags) => gateway.apis.update(api, { ...settings, tags }) };
    }
    if (below !== 'stages') throw invalidArn(text);
    const stage = gateway.stage(api, name);
    return { tags: stage.tags, setTags: (tags) => gateway.stages.put(id, name, { ...stage, tags }) };
  }
  if (kind === 'apikeys') {
    const key = gateway.key(scope, id);
    return { tags: key.tags, setTags: (tags) => gateway.keys.put(ownerOf(scope), id, { ...key, tags }) };
  }
  if (kind !== 'usageplans') throw invalidArn(text);
  const plan = gateway.plan(scope, id);
  return { tags: plan.tags, setTags: (tags) => gateway.plans.put(ownerOf(scope), id, { ...plan, tags }) };
}

const invalidArn = (text: string | undefined) =>
  badRequest(`Invalid ARN specified in the request: ${text ?? ''}`);
