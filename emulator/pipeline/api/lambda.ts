/** The same API as a Lambda function behind API Gateway, a function URL or a load balancer. */
import { handle } from 'hono/aws-lambda';
import type { LambdaEvent } from 'hono/aws-lambda';
import { createApi } from './app.ts';
import { apiOptionsFrom } from './environment.ts';

type Handler = ReturnType<typeof handle>;

let configured: Handler | undefined;

function configure(): Handler {
  // Records kept inside a function would vanish with its environment.
  if (!process.env['DATABASE_URL'])
    throw new Error('DATABASE_URL is not set: the API cannot read the records');
  return handle(createApi(apiOptionsFrom()));
}

/** The Lambda entry point. Its events are those of the proxy integrations; what the authorizer found is `identify`'s to read. */
export const handler = (event: LambdaEvent): ReturnType<Handler> => {
  configured ??= configure();
  return configured(event);
};
