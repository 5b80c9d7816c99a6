const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide';

/** The pages every branch of this evaluator was written from, read in the wording of autumn 2026. */
export const DOCUMENTATION = {
  order: `${IAM}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
  crossAccount: `${IAM}/reference_policies_evaluation-logic-cross-account.html`,
  policyTypes: `${IAM}/access_policies.html`,
  boundaries: `${IAM}/access_policies_boundaries.html`,
  principal: `${IAM}/reference_policies_elements_principal.html`,
  scp: `${ORGANIZATIONS}/orgs_manage_policies_scps_evaluation.html`,
  assumeRole: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
  functionUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  kms: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html',
} as const;

/** Services whose actions RCPs govern: orgs_manage_policies_rcps.html, "List of AWS services that support RCPs". */
export const RCP_SERVICES: ReadonlySet<string> = new Set(
  `appstream dsql clouddirectory cloudfront cloudsearch logs networkmonitor cognito-identity cognito-idp
  comprehend comprehendmedical firehose dynamodb dax autoscaling ecr ecr-public gamelift inspector-scan kendra
  kinesisvideo memorydb aoss personalize polly s3 swf sqs textract timestream-influxdb transcribe translate
  workspaces appconfig autoscaling-plans budgets servicediscovery cloudtrail-data codeartifact codebuild
  codecommit codepipeline compute-optimizer cost-optimization-hub events fms fis health rolesanywhere kms
  opensearch pricing pca-connector-ad resource-groups secretsmanager sts signin support transfer notifications
  wafv2 xray`.split(/\s+/u),
);
