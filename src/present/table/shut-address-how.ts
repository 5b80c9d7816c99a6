import type { AwsStatement, NodeId } from '#model';
import { compileGlob, type GraphEdge, type GraphNode, type GraphView } from '#graph';
import { placesText } from './evidence-text.ts';
import { nameOf } from './node-name.ts';
import type { Style } from './painter.ts';

/** How one open address is shut; `command` is null where nothing says how. */
interface ShutHow {
  readonly command: string | null;
  readonly text: string;
}

/** A function without alias or version: of those the URL is another one. */
const FUNCTION_ARN = /^arn:aws[\w-]*:lambda:([\w-]+):\d{12}:function:([\w-]+)$/;

/**
 * The address of a Lambda function keeps its URL when it asks for a signature, and the same command undoes that
 * (docs.aws.amazon.com/lambda/latest/dg/urls-auth.html and the AWS CLI's update-function-url-config). Of other addresses nothing is
 * said that was not read.
 */
export function shutHow(place: NodeId, view: GraphView, style: Pick<Style, 'place'>): ShutHow {
  const node = view.node(place);
  const target = node === null ? null : functionUrlOf(node, view);
  if (node === null || target === null)
    return {
      command: null,
      text: `how the address of ${nameOf(place, view)} is shut was not read: look at what serves it`,
    };
  const [region, name] = target;
  const parts = [
    'for the URL of an alias add --qualifier and its name; from then on only signed callers that are let in by a policy get through; its URL stays the same, and --auth-type NONE in the same command is the way back',
    policyText(node, view),
    ...deployedText(node, view, style),
  ];
  return {
    command: `aws lambda update-function-url-config --function-name ${name} --region ${region} --auth-type AWS_IAM`,
    text: parts.join('; '),
  };
}

/** Whether a command is known that shuts it. */
export function isShutByCommand(place: NodeId, view: GraphView): boolean {
  const node = view.node(place);
  return node !== null && functionUrlOf(node, view) !== null;
}

/** Region and name; null where no URL of it without authentication is known. */
function functionUrlOf(node: GraphNode, view: GraphView): readonly [string, string] | null {
  const asks = view.attribute(node, 'urlAuthentication');
  if (asks.kind !== 'known' || asks.value !== 'none') return null;
  const [, region, name] = [node.id, ...node.aliases].flatMap((id) => FUNCTION_ARN.exec(id) ?? []);
  return region === undefined || name === undefined ? null : [region, name];
}

const INVOKE = 'lambda:invokefunctionurl';

/** A statement for everyone is shut with the address only where it asks for the AuthType. */
function policyText({ id }: GraphNode, view: GraphView): string {
  const policies = view.policies(id).filter(({ policyType }) => policyType === 'resource');
  if (policies.length === 0)
    return 'its own policy was not seen: a statement there that lets in everyone whatever the AuthType would go on doing so for who signs';
  const open = policies.flatMap(({ document }) => document.statements).filter(isOpenToSigned);
  return open.length === 0
    ? 'its own policy lets everyone in only while the AuthType is NONE, and can stay'
    : 'its own policy lets in everyone whatever the AuthType: take that statement out too, or anyone who signs gets in';
}

function isOpenToSigned({ effect, principals, actions, conditions }: AwsStatement): boolean {
  const isNamed = actions.patterns.some((pattern) => compileGlob(pattern.toLowerCase(), 'text')(INVOKE));
  const asksType = conditions.some(({ key }) => key.toLowerCase() === 'lambda:functionurlauthtype');
  return effect === 'Allow' && principals?.any === true && isNamed !== actions.not && !asksType;
}

/** What code declares comes back with the next deployment. */
function deployedText({ id }: GraphNode, view: GraphView, style: Pick<Style, 'place'>): readonly string[] {
  const declared = view.into(id, 'exposes').flatMap(({ planes }: GraphEdge) => {
    const said = planes.find(({ plane }) => plane === 'declared');
    return said === undefined ? [] : said.evidence.slice(0, 1);
  });
  return declared.length === 0
    ? []
    : [`change it in ${placesText(declared, 1, style)} too, or a deployment opens it again`];
}
