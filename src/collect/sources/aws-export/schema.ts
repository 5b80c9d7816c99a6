import * as z from 'zod';

/** Shapes as AWS CLI v2 prints them; loose, since every service adds fields. Documents stay unknown until parsed. */
const Tags = z.array(z.object({ Key: z.string(), Value: z.string() })).max(1_000);
/** Bounded: an export of one account stays far below. */
const List = <T extends z.ZodType>(item: T) => z.array(item).max(100_000);
// Names are left out on purpose: a policy is found by its ARN, and two accounts may use one name.
const Attached = z.object({ PolicyArn: z.string() });
const Inline = z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() });
const Boundary = z.object({ PermissionsBoundaryArn: z.string() });
/** Ways in which a listing says that it is not the last page. */
const More = {
  NextToken: z.string().nullish(),
  IsTruncated: z.boolean().optional(),
  Marker: z.string().nullish(),
};

/** What users, groups and roles have in common; lists that are left out are empty, but for those of a role. */
const Principal = {
  Arn: z.string(),
  Path: z.string().optional(),
  CreateDate: z.string().optional(),
  AttachedManagedPolicies: List(Attached).default([]),
  PermissionsBoundary: Boundary.optional(),
  Tags: Tags.optional(),
};

/** A user has no trust policy: nobody assumes one. */
export const UserDetail = z.object({
  ...Principal,
  UserName: z.string(),
  UserId: z.string().optional(),
  UserPolicyList: List(Inline).default([]),
  GroupList: List(z.string()).default([]),
});
export const GroupDetail = z.object({
  ...Principal,
  GroupName: z.string(),
  GroupPolicyList: List(Inline).default([]),
});
/**
 * AssumeRolePolicyDocument is the trust policy; RoleLastUsed is empty where IAM saw no use in the period that it
 * tracks. Both lists of policies are printed where they are empty too (unlike a user's): one that is left out was not seen.
 */
export const RoleDetail = z.object({
  ...Principal,
  AttachedManagedPolicies: List(Attached).optional(),
  RoleName: z.string(),
  RoleId: z.string().optional(),
  AssumeRolePolicyDocument: z.unknown().optional(),
  RolePolicyList: List(Inline).optional(),
  MaxSessionDuration: z.number().optional(),
  RoleLastUsed: z.object({ LastUsedDate: z.string().optional() }).optional(),
});
/** Up to five versions, of which one binds. */
export const ManagedPolicy = z.object({
  Arn: z.string(),
  DefaultVersionId: z.string().optional(),
  PolicyVersionList: List(
    z.object({ VersionId: z.string(), IsDefaultVersion: z.boolean().optional(), Document: z.unknown() }),
  ).default([]),
});
/** Entries are checked one by one, so that one odd principal does not hide the others. */
export const AuthorizationDetails = z.object({
  ...More,
  UserDetailList: List(z.unknown()).optional(),
  GroupDetailList: List(z.unknown()).optional(),
  RoleDetailList: List(z.unknown()).optional(),
  Policies: List(z.unknown()).optional(),
});

/** The continuation token and prefix tell a narrowed list from a whole one. */
export const ListBuckets = z.object({
  Buckets: List(z.object({ Name: z.string(), CreationDate: z.string().optional() })),
  ContinuationToken: z.string().nullish(),
  Prefix: z.string().nullish(),
  // Of whoever asked: buckets of other accounts are not listed.
  Owner: z.object({ ID: z.string() }).optional(),
});
/** Grants are checked one by one, as an unknown one must be told from a list that is none. */
export const BucketAcl = z.object({ Owner: z.object({ ID: z.string() }), Grants: List(z.unknown()) });
export const AclGrant = z.object({
  Grantee: z.object({ ID: z.string().optional(), URI: z.string().optional() }),
  Permission: z.string(),
});
export type AclGrant = z.infer<typeof AclGrant>;
/** One rule at most (S3 API reference, OwnershipControls). */
export const OwnershipControls = z.object({
  OwnershipControls: z.object({ Rules: List(z.object({ ObjectOwnership: z.string() })) }),
});
export const PolicyOutput = z.object({ Policy: z.unknown() });
/** Null for us-east-1. */
export const BucketLocation = z.object({ LocationConstraint: z.string().nullish() });
/** Two of its four switches: the others concern what is written from now on. */
export const PublicAccessBlock = z.object({
  PublicAccessBlockConfiguration: z.object({
    IgnorePublicAcls: z.boolean(),
    RestrictPublicBuckets: z.boolean(),
  }),
});
export const BucketPolicyStatus = z.object({ PolicyStatus: z.object({ IsPublic: z.boolean() }) });
/** KMSMasterKeyID is a key's id, ARN or alias; without one, aws:kms means AWS's own key. */
export const BucketEncryption = z.object({
  ServerSideEncryptionConfiguration: z.object({
    Rules: List(
      z.object({
        ApplyServerSideEncryptionByDefault: z
          .object({ SSEAlgorithm: z.string(), KMSMasterKeyID: z.string().nullish() })
          .nullish(),
      }),
    ),
  }),
});
export const BucketAbac = z.object({ AbacStatus: z.object({ Status: z.enum(['Enabled', 'Disabled']) }) });
export const BucketTagging = z.object({ TagSet: Tags });

/** Empty texts and lists where a function was attached once and is no more. */
const VpcConfig = z.object({ VpcId: z.string().nullish(), SubnetIds: List(z.string()).nullish() });
/** Environment values are read for secrets and then dropped. */
export const FunctionConfiguration = z.object({
  FunctionName: z.string(),
  FunctionArn: z.string(),
  Role: z.string().optional(),
  Runtime: z.string().optional(),
  Description: z.string().optional(),
  // Without variables it may say instead why they could not be decrypted.
  Environment: z
    .object({ Variables: z.record(z.string(), z.string()).optional(), Error: z.object({}).optional() })
    .optional(),
  // Printed of every function: where they are missing, so may be what else the output was narrowed by.
  MemorySize: z.number().optional(),
  Timeout: z.number().optional(),
  VpcConfig: VpcConfig.nullish(),
  CapacityProviderConfig: z.object({}).nullish(),
});
export const ListFunctions = z.object({
  ...More,
  NextMarker: z.string().nullish(),
  Functions: List(FunctionConfiguration),
});
/** Code.Location, a signed address of the code itself, is not read. */
export const GetFunction = z.object({
  Configuration: FunctionConfiguration,
  Code: z.object({ ImageUri: z.string().optional(), ResolvedImageUri: z.string().optional() }).optional(),
  Tags: z.record(z.string(), z.string()).optional(),
});
/** AuthType stays a text: a value that is new to us must not lose the URL. */
export const FunctionUrl = z.object({
  FunctionUrl: z.string(),
  FunctionArn: z.string(),
  AuthType: z.string(),
  CreationTime: z.string().optional(),
});
export const ListFunctionUrls = z.object({ FunctionUrlConfigs: List(FunctionUrl) });

export const ListTables = z.object({ TableNames: List(z.string()) });
/** Times are texts in CLI v2. Version 1 prints the numbers of the wire, and its output is refused with a gap. */
export const DescribeTable = z.object({
  Table: z.object({
    TableName: z.string(),
    TableArn: z.string(),
    CreationDateTime: z.string().optional(),
    // Missing for the default, a key that AWS owns.
    SSEDescription: z
      .object({ Status: z.string().nullish(), KMSMasterKeyArn: z.string().nullish() })
      .nullish(),
  }),
});
export const TagsOfResource = z.object({ Tags });

export const ListSecrets = z.object({
  SecretList: List(
    z.object({
      ARN: z.string(),
      Name: z.string(),
      Description: z.string().optional(),
      CreatedDate: z.string().optional(),
      LastAccessedDate: z.string().optional(),
      Tags: Tags.optional(),
      /** Missing for aws/secretsmanager. */
      KmsKeyId: z.string().nullish(),
    }),
  ),
});
/** Without ResourcePolicy the secret has none. */
export const SecretPolicy = z.object({
  ARN: z.string(),
  Name: z.string().optional(),
  ResourcePolicy: z.unknown().optional(),
});

export const Organization = z.object({
  Organization: z.object({
    Id: z.string(),
    MasterAccountId: z.string(),
  }),
});
/** Printed on roots alone. */
const PolicyTypes = List(z.object({ Type: z.string(), Status: z.string() })).default([]);
export const Roots = z.object({ Roots: List(z.object({ Id: z.string(), PolicyTypes })) });
export const Units = z.object({ ...More, OrganizationalUnits: List(z.object({ Id: z.string() })) });
/** Bare ids are accepted, for exports that drop names. */
export const Accounts = z.object({
  ...More,
  Accounts: List(
    z.object({
      Id: z.string(),
      Arn: z.string().optional(),
      Name: z.string().optional(),
      Status: z.string().optional(),
    }),
  ),
});
export const Parents = z.object({ Parents: List(z.object({ Id: z.string() })) });
const Summary = z.object({ Id: z.string(), Arn: z.string(), Type: z.string() });
export const OrganizationPolicies = z.object({ ...More, Policies: List(Summary) });
/** Content is the document as a text of JSON; who it binds is asked by another call. */
export const OrganizationPolicy = z.object({
  Policy: z.object({ PolicySummary: Summary, Content: z.unknown() }),
});
/** The id tells the level: `r-…` a root, `ou-…` a unit, twelve digits an account. */
export const Targets = z.object({ ...More, Targets: List(z.object({ TargetId: z.string() })) });

/** The summary has no ARN: it is made of the call's account and region. */
export const ListAgents = z.object({
  agentSummaries: List(
    z.object({ agentId: z.string(), agentName: z.string(), agentStatus: z.string().optional() }),
  ),
});
export const GetAgent = z.object({
  agent: z.object({
    agentId: z.string(),
    agentArn: z.string(),
    agentName: z.string(),
    agentResourceRoleArn: z.string().optional(),
    foundationModel: z.string().optional(),
    description: z.string().optional(),
    guardrailConfiguration: z.object({ guardrailIdentifier: z.string().optional() }).optional(),
  }),
});
export const ListKnowledgeBases = z.object({
  knowledgeBaseSummaries: List(z.object({ knowledgeBaseId: z.string(), name: z.string() })),
});
/** Where the vectors are kept (storageConfiguration) is not read. */
export const GetKnowledgeBase = z.object({
  knowledgeBase: z.object({
    knowledgeBaseId: z.string(),
    knowledgeBaseArn: z.string(),
    name: z.string(),
    roleArn: z.string().optional(),
    description: z.string().optional(),
  }),
});
/** Other connectors than S3 have other properties, which are not read. */
export const GetDataSource = z.object({
  dataSource: z.object({
    knowledgeBaseId: z.string(),
    dataSourceConfiguration: z
      .object({ s3Configuration: z.object({ bucketArn: z.string() }).optional() })
      .optional(),
  }),
});
export const ListAgentKnowledgeBases = z.object({
  agentKnowledgeBaseSummaries: List(z.object({ knowledgeBaseId: z.string() })),
});
export const ListGuardrails = z.object({
  guardrails: List(z.object({ id: z.string(), arn: z.string(), name: z.string() })),
});
