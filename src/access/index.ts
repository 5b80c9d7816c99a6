export { compileAws, type AwsAccess } from './aws/access.ts';
export { type AwsAccessPair, type AwsQuestion } from './aws/access-pairs.ts';
export { AwsCatalogue } from './aws/catalogue.ts';
export { organizationSign } from './aws/standing-alone.ts';
export { type WideGrant } from './aws/wide-grants.ts';
export { actionResources, type ActionResources } from './aws/action-resources.ts';
export { actionsOn, knownActions } from './aws/known-actions.ts';
export {
  type AwsAccount,
  type AwsEstate,
  type AwsPrincipal,
  type AwsRequest,
  type AwsResource,
  type AwsSeen,
  type AwsUnread,
} from './aws/estate.ts';
