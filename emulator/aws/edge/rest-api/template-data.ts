import type { TemplateData } from '../../services/api-gateway/template/render.ts';
import type { Arrival, Execution } from './execution.ts';
import type { Refusal } from './refusals.ts';
import { requestContext } from './request-context.ts';

/**
 * What templates see of a request.
 *
 * @param about the body that `$input` stands for, where it is not the request's; the refusal behind `$context.error`
 */
export function templateData(
  arrival: Arrival | Execution,
  about: { readonly body?: string; readonly refusal?: Refusal } = {},
): TemplateData {
  const { request, stage } = arrival;
  const { refusal, body = request.body.toString() } = about;
  const error = refusal && {
    message: refusal.message,
    messageString: JSON.stringify(refusal.message || null),
    responseType: refusal.responseType,
    ...(refusal.complaints !== undefined && { validationErrorString: refusal.complaints }),
  };
  return {
    input: {
      body,
      path: 'pathParameters' in arrival ? arrival.pathParameters : {},
      querystring: Object.fromEntries(request.query),
      header: Object.fromEntries(request.headers),
    },
    context: { ...requestContext(arrival), ...(error !== undefined && { error }) },
    stageVariables: stage.variables ?? {},
    overrides: 'overrides' in arrival ? arrival.overrides : undefined,
  };
}
