/**
 * Condition keys of services, with the actions whose requests carry them: "Actions defined by …", column "Condition
 * keys", of the Service Authorization Reference (service-authorization/latest/reference/list_amazons3.html,
 * list_awslambda.html, list_awssecuritytokenservice.html, list_awskeymanagementservice.html), as far as the cases of
 * this folder ask. To any other action such a key is one that is not in the request. Global keys have no row.
 */
const ACTIONS_BY_KEY: ReadonlyMap<string, readonly string[]> = new Map([
  ['s3:prefix', ['s3:listbucket', 's3:listbucketversions']],
  ['s3:delimiter', ['s3:listbucket', 's3:listbucketversions']],
  ['s3:max-keys', ['s3:listbucket', 's3:listbucketversions']],
  // "When granting permissions for the PUT Object and DELETE Object operations, this condition key is not supported."
  // AmazonS3/latest/userguide/tagging-and-policies.html
  ['s3:existingobjecttag/', ['s3:getobject']],
  ['s3:requestobjecttagkeys', ['s3:putobject']],
  ['s3:x-amz-acl', ['s3:putobject']],
  ['lambda:functionurlauthtype', ['lambda:invokefunctionurl']],
  ['lambda:invokedviafunctionurl', ['lambda:invokefunction']],
  ['sts:externalid', ['sts:assumerole']],
  ['kms:viaservice', ['kms:decrypt']],
  ['kms:encryptioncontextkeys', ['kms:decrypt']],
]);

/** Whether requests for the action can carry the key at all. Both are taken in any case. */
export function actionHasKey(action: string, key: string): boolean {
  const name = key.toLowerCase();
  const actions = ACTIONS_BY_KEY.get(name.includes('/') ? name.slice(0, name.indexOf('/') + 1) : name);
  return actions === undefined || actions.includes(action.toLowerCase());
}
