export { ContentError } from './content-error.ts';
export { kindText } from './kind-text.ts';
export { assertNever, err, ok, type Result } from './result.ts';
export {
  AI_KINDS,
  BOUNDARY_KINDS,
  COMPUTE_KINDS,
  CONTROL_KINDS,
  CREDENTIAL_KINDS,
  DATA_KINDS,
  ENTRY_KINDS,
  IDENTITY_KINDS,
  NODE_KINDS,
  NON_HUMAN_IDENTITY_KINDS,
  RECORD_KINDS,
  STORE_KINDS,
  type NodeKind,
} from './node-kinds.ts';
export {
  ACCESS_EDGES,
  ACCESS_VERBS,
  EDGE_KINDS,
  FACT_EDGES,
  WALKED_EDGES,
  type AccessEdgeKind,
  type AccessVerb,
  type EdgeKind,
  type WalkedEdgeKind,
} from './edge-kinds.ts';
export { isLegalEdge, LEGAL_EDGES, type LegalEdge } from './legal-edges.ts';
export { Evidence, EvidenceAt, PLANES, type Plane } from './evidence.ts';
export { Identifier, isStrong, STRONG_SCHEMES, WEAK_SCHEMES, type IdentifierScheme } from './identifier.ts';
export { ENVIRONMENTS, LATITUDES, SENSITIVITIES, type Latitude } from './attribute-groups.ts';
export {
  ATTRIBUTES,
  attributeMeaning,
  attributeNames,
  attributesSchema,
  type AttributesOf,
  type AttributeValue,
} from './attributes.ts';
export {
  AWS_POLICY_TYPES,
  parseAwsPolicyDocument,
  type AwsCondition,
  type AwsPatternSet,
  type AwsPolicyDocument,
  type AwsPolicyType,
  type AwsPrincipalSet,
  type AwsStatement,
} from './aws-policy.ts';
export { coversAction } from './aws-action.ts';
export { S3_ACL_PERMISSIONS } from './s3-acl.ts';
export { type AccessVerdict, type Guard, type ProofStep } from './access-verdict.ts';
export { CompleteMark, Coverage, Gap, GAP_REASONS, type MarkOnPlane, UNREAD_REASONS } from './coverage.ts';
export { distinctMissing, MISSING_KINDS, type Missing, type MissingKind } from './missing.ts';
export { Matcher } from './matcher.ts';
export { PARSED_ONCE } from './parsed-once.ts';
export {
  ActsAs,
  edgeFact,
  FactSchema,
  nodeFact,
  MAX_SIGHTING_TIMES,
  Sightings,
  STATES,
  type AssignmentFact,
  type EdgeFact,
  type Fact,
  type FactBatch,
  type NodeFact,
  type NodeId,
  type PolicyFact,
  type State,
} from './fact.ts';
export {
  bucketArn,
  namesakeId,
  parseNamesakeId,
  declaredId,
  frameIn,
  globalId,
  INTERNET_ID,
  observedId,
  settingIn,
  type FrameSetting,
} from './node-id.ts';
export { counted } from './counted.ts';
