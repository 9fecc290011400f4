/** Requests as functions see and change them. */
import {
  fieldsOf,
  InvalidFunctionResult,
  valuesOf,
  type FunctionRequest,
  type FunctionValue,
} from '../../services/cloudfront/runtime/function-event.ts';
import { checkUntouched, REQUEST_READ_ONLY } from './function-headers.ts';
import { cookiesOf, parameterName, parametersOf, type ViewerRequest } from './viewer-request.ts';

const LONGEST_TARGET = 8_192;

export function asFunctionRequest({ method, path, query, headers }: ViewerRequest): FunctionRequest {
  const visible: Record<string, FunctionValue> = {};
  for (const name in headers) {
    if (name !== 'cookie' && !name.startsWith('x-safelight-')) visible[name] = { value: headers[name]! };
  }
  return {
    method,
    uri: path,
    querystring: fieldsOf(parametersOf(query).map(split)),
    headers: visible,
    cookies: fieldsOf(cookiesOf(headers['cookie'])),
  };
}

const split = (parameter: string): readonly [string, string] => {
  const name = parameterName(parameter);
  return [name, parameter.slice(name.length + 1)];
};

/**
 * The request as the function left it.
 *
 * @throws InvalidFunctionResult when it changed what it may not
 */
export function changedRequest(
  request: ViewerRequest,
  seen: FunctionRequest,
  left: FunctionRequest,
): ViewerRequest {
  checkUntouched(seen.headers, left.headers, REQUEST_READ_ONLY);
  const query = same(seen.querystring, left.querystring) ? request.query : queryOf(left.querystring);
  if (left.uri.length + query.length + 1 > LONGEST_TARGET) {
    throw new InvalidFunctionResult('request.uri is too long.');
  }
  const headers: Record<string, string> = {};
  for (const [name, field] of Object.entries(left.headers)) {
    headers[name.toLowerCase()] = valuesOf(field).join(', ');
  }
  for (const [name, value] of Object.entries(request.headers)) {
    if (name.startsWith('x-safelight-')) headers[name] = value;
  }
  const cookies = Object.entries(left.cookies).flatMap(([name, field]) =>
    valuesOf(field).map((value) => `${name}=${value}`),
  );
  if (cookies.length > 0) headers['cookie'] = cookies.join('; ');
  return { ...request, path: left.uri, query, headers };
}

const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

const queryOf = (querystring: Readonly<Record<string, FunctionValue>>): string =>
  Object.entries(querystring)
    .flatMap(([name, field]) => valuesOf(field).map((value) => (value === '' ? name : `${name}=${value}`)))
    .join('&');
