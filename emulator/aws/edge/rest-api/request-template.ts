/**
 * What a non-proxy integration is sent: the request's body, through the template for its type if there is one. A body that
 * no template takes is bytes when the API calls its type binary, and text otherwise (aws.md section D.5).
 */
import { renderTemplate } from '../../services/api-gateway/template/render.ts';
import type { Execution } from './execution.ts';
import { headerOf } from './execution.ts';
import { isBinary, mediaType } from './media-types.ts';
import { unsupportedMediaType } from './refusals.ts';
import { templateData } from './template-data.ts';

/** @throws Refusal 415 for a type that may not be passed through */
export function integrationPayload(execution: Execution): Buffer {
  const { request, snapshot } = execution;
  const binary = isBinary(headerOf(request, 'content-type'), snapshot.settings.binaryMediaTypes);
  const text = rendered(execution);
  return text === undefined && binary ? request.body : Buffer.from(text ?? request.body.toString());
}

/** @throws Refusal 415 for a type that may not be passed through */
export const integrationBody = (execution: Execution): string =>
  rendered(execution) ?? execution.request.body.toString();

/** What the template makes; nothing when the body passes through. */
function rendered(execution: Execution): string | undefined {
  const { request, method } = execution;
  const { requestTemplates = {}, passthroughBehavior } = method.methodIntegration ?? {};
  const type = mediaType(headerOf(request, 'content-type')) || 'application/json';
  const template = Object.hasOwn(requestTemplates, type)
    ? requestTemplates[type]
    : requestTemplates['$default'];
  if (template !== undefined) return renderTemplate(template, templateData(execution));
  const none = Object.keys(requestTemplates).length === 0;
  if (passthroughBehavior === 'NEVER' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && !none)) {
    throw unsupportedMediaType();
  }
  return undefined;
}
