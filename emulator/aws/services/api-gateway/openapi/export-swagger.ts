/** OpenAPI 2.0 as AWS writes it; `export.ts` has the evidence. */
import type { Dialect, ExportedResponse } from './export.ts';

const PREFIX = '#/definitions/';
const TEXT = { type: 'string' };

export const swagger: Dialect = {
  prefix: PREFIX,
  head: ({ title, description, version, host, stage }) => ({
    swagger: '2.0',
    info: { description, version, title },
    host,
    basePath: `/${stage}`,
    schemes: ['https'],
  }),
  method: ({ operationId, consumes, produces, parameters, body: [body], responses, keyed }) => {
    const taken = [
      ...parameters.map((parameter) => ({ ...parameter, ...TEXT })),
      ...(body === undefined ? [] : [bodyOf(body[1])]),
    ];
    return {
      operationId,
      ...(consumes.length > 0 && { consumes }),
      ...(produces.length > 0 && { produces }),
      ...(taken.length > 0 && { parameters: taken }),
      responses: Object.fromEntries(responses.map((response) => [response.status, responseOf(response)])),
      ...(keyed && { security: [{ api_key: [] }] }),
    };
  },
  models: (definitions, keyed) => ({
    ...(keyed && {
      securityDefinitions: { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
    }),
    ...(Object.keys(definitions).length > 0 && { definitions }),
  }),
};

const bodyOf = (model: string) => ({
  in: 'body',
  name: model,
  required: true,
  schema: { $ref: PREFIX + model },
});

const responseOf = ({ status, models: [model], headers }: ExportedResponse) => ({
  description: `${status} response`,
  ...(model !== undefined && { schema: { $ref: PREFIX + model[1] } }),
  ...(headers.length > 0 && { headers: Object.fromEntries(headers.map((name) => [name, TEXT])) }),
});
