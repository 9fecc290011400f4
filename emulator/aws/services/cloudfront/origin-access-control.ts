import type {
  OriginAccessControl,
  OriginAccessControlConfig,
  OriginAccessControlSummary,
} from '@aws-sdk/client-cloudfront';
import type { Resource } from './resources.ts';

type AccessControl = Resource<OriginAccessControlConfig>;

export const originAccessControlOf = ({ id, config }: AccessControl): OriginAccessControl => ({
  Id: id,
  OriginAccessControlConfig: config,
});

export const accessControlSummary = ({ id, config }: AccessControl): OriginAccessControlSummary => ({
  Id: id,
  Name: config.Name,
  Description: config.Description ?? '',
  SigningProtocol: config.SigningProtocol,
  SigningBehavior: config.SigningBehavior,
  OriginAccessControlOriginType: config.OriginAccessControlOriginType,
});
