/** OpenAPI 3.0 as AWS writes it; `export.ts` has the evidence. */
import type { Dialect, ExportedMethod, ExportedResponse } from './export.ts';

const PREFIX = '#/components/schemas/';
const TEXT = { schema: { type: 'string' } };

export const openApi3: Dialect = {
  prefix: PREFIX,
  head: ({ title, description, version, host, stage }) => ({
    openapi: '3.0.1',
    info: { title, description, version },
    servers: [{ url: `https://${host}/{basePath}`, variables: { basePath: { default: stage } } }],
  }),
  method: ({ operationId, parameters, body, responses, keyed }) => ({
    operationId,
    ...(parameters.length > 0 && {
      parameters: parameters.map(({ required, ...parameter }) => ({
        ...parameter,
        ...(required && { required }),
        ...TEXT,
      })),
    }),
    ...(body.length > 0 && { requestBody: { content: contentOf(body), required: true } }),
    responses: Object.fromEntries(responses.map((response) => [response.status, responseOf(response)])),
    ...(keyed && { security: [{ api_key: [] }] }),
  }),
  models: (schemas, keyed) => ({
    components: {
      ...(Object.keys(schemas).length > 0 && { schemas }),
      ...(keyed && {
        securitySchemes: { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
      }),
    },
  }),
};

const contentOf = (models: ExportedMethod['body']) =>
  Object.fromEntries(models.map(([type, model]) => [type, { schema: { $ref: PREFIX + model } }]));

const responseOf = ({ status, models, headers }: ExportedResponse) => ({
  description: `${status} response`,
  ...(headers.length > 0 && { headers: Object.fromEntries(headers.map((name) => [name, TEXT])) }),
  content: contentOf(models),
});
