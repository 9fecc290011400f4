/** What a non-proxy integration is sent: the request's body, through the template for its type if there is one. */
import { renderTemplate } from '../../services/api-gateway/template/render.ts';
import type { Execution } from './execution.ts';
import { headerOf } from './execution.ts';
import { mediaType } from './media-types.ts';
import { unsupportedMediaType } from './refusals.ts';
import { templateData } from './template-data.ts';

/** @throws Refusal 415 for a type that may not be passed through */
export function integrationBody(execution: Execution): string {
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
  return request.body.toString();
}
