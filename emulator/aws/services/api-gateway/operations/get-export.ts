import type { ExportResponse, GetExportRequest } from '@aws-sdk/client-api-gateway';
import { stringify } from 'yaml';
import { notImplemented } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../kernel/operation.ts';
import type { ApiGateway } from '../api-gateway.ts';
import { badRequest } from '../errors.ts';
import { DIALECTS, exported, versionOf } from '../openapi/export.ts';
import { namedApi } from '../request.ts';

/** Either name asks for integrations. */
const EXTENSIONS = ['apigateway', 'integrations'];
const TYPES: Readonly<Record<string, string>> = { 'application/json': 'json', 'application/yaml': 'yaml' };

export const getExport: Operation<ApiGateway, GetExportRequest, ExportResponse> = (gateway, input, call) => {
  const api = namedApi(gateway, call, input.restApiId);
  const stage = gateway.stage(api, input.stageName ?? '');
  const { exportType = '', accepts = 'application/json', parameters = {} } = input;
  const dialect = Object.hasOwn(DIALECTS, exportType) ? DIALECTS[exportType] : undefined;
  if (dialect === undefined) throw badRequest(`No API exporter for type '${exportType}'`);
  const extension = Object.hasOwn(TYPES, accepts) ? TYPES[accepts] : undefined;
  if (extension === undefined) throw badRequest(`No API exporter for content type '${accepts}'`);
  const extensions = (parameters['extensions'] ?? '').split(',').filter((name) => name !== '');
  const unknown = extensions.find((name) => !EXTENSIONS.includes(name));
  if (unknown !== undefined) throw notImplemented('api-gateway', `exported extensions ${unknown}`);
  const { snapshot } = gateway.deployment(api, stage.deploymentId);
  const integrations = extensions.length > 0;
  const document = exported({ api, stage: stage.stageName, snapshot, dialect, integrations });
  const json = JSON.stringify(document, undefined, 2);
  return {
    contentType: 'application/octet-stream',
    contentDisposition: `attachment; filename="${exportType}_${versionOf(api)}.${extension}"`,
    body: Buffer.from(extension === 'json' ? json : stringify(JSON.parse(json))),
  };
};
