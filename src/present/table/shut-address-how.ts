import type { AwsStatement, NodeId } from '#model';
import { compileGlob, type GraphEdge, type GraphNode, type GraphView } from '#graph';
import { placesText } from './evidence-text.ts';
import { nameOf } from './node-name.ts';
import type { Style } from './painter.ts';

/** How one open address is shut. */
interface ShutHow {
  /** Null where nothing says how. */
  readonly commands: {
    /** Account number in which both are run. */
    readonly account: string;
    /** What is set today: the graph tells of the time when it was read. */
    readonly look: string;
    readonly shut: string;
  } | null;
  readonly text: string;
}

/** A function without alias or version: of those the URL is another one. */
const FUNCTION_ARN = /^arn:aws[\w-]*:lambda:([\w-]+):(\d{12}):function:([\w-]+)$/;

/**
 * The address of a Lambda function keeps its URL when it asks for a signature, and the same command undoes that
 * (docs.aws.amazon.com/lambda/latest/dg/urls-auth.html and the AWS CLI's get- and update-function-url-config). Of other addresses
 * nothing is said that was not read.
 */
export function shutHow(place: NodeId, view: GraphView, style: Pick<Style, 'place'>): ShutHow {
  const node = view.node(place);
  const target = node === null ? null : functionUrlOf(node, view);
  if (node === null || target === null)
    return {
      commands: null,
      text: `how the address of ${nameOf(place, view)} is shut was not read: look at what serves it`,
    };
  const { account, region, name } = target;
  const which = `--function-name ${name} --region ${region}`;
  const parts = [
    'for the URL of an alias add --qualifier and its name to both; from then on a call without a signature is answered 403, and only signed callers that are let in by a policy get through; its URL stays the same, and --auth-type NONE in the same command is the way back',
    policyText(node, view),
    ...deployedText(node, view, style),
  ];
  return {
    commands: {
      account,
      look: `aws lambda get-function-url-config ${which}`,
      shut: `aws lambda update-function-url-config ${which} --auth-type AWS_IAM`,
    },
    text: parts.join('; '),
  };
}

/** Whether a command is known that shuts it. */
export function isShutByCommand(place: NodeId, view: GraphView): boolean {
  const node = view.node(place);
  return node !== null && functionUrlOf(node, view) !== null;
}

interface FunctionUrl {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

/** Null where no URL of it without authentication is known. */
function functionUrlOf(node: GraphNode, view: GraphView): FunctionUrl | null {
  const asks = view.attribute(node, 'urlAuthentication');
  if (asks.kind !== 'known' || asks.value !== 'none') return null;
  const [, region, account, name] = [node.id, ...node.aliases].flatMap((id) => FUNCTION_ARN.exec(id) ?? []);
  return region === undefined || account === undefined || name === undefined
    ? null
    : { account, region, name };
}

// Direct calls are let in by the second one, and it is asked of those by URL as well (lambda/latest/dg/urls-auth.html).
const [BY_URL, BY_CALL] = ['lambda:invokefunctionurl', 'lambda:invokefunction'];

/** A statement for everyone is shut with the address only where it asks for the AuthType that is then gone. */
function policyText({ id }: GraphNode, view: GraphView): string {
  const policies = view.policies(id).filter(({ policyType }) => policyType === 'resource');
  if (policies.length === 0)
    return 'its own policy was not seen: a statement there that lets in everyone whatever the AuthType would go on doing so for who signs';
  const open = policies.flatMap(({ document }) => document.statements).filter(isOpenToSigned);
  if (open.length === 0)
    return 'its own policy lets everyone in only while the AuthType is NONE, and can stay';
  const named = open.map(({ sid }) => (sid === null ? 'one without a Sid' : `"${sid}"`)).join(', ');
  const keys = [...new Set(open.flatMap(({ conditions }) => conditions.map(({ key }) => key)))];
  const under = keys.length === 0 ? '' : `, under conditions on ${keys.join(', ')}`;
  const [it, lets] = open.length === 1 ? ['a statement', 'lets'] : ['statements', 'let'];
  return `${it} of its own policy (${named}) ${lets} in callers who are not named, also when the AuthType is AWS_IAM${under}: take that out too, or anyone who signs may get in`;
}

/** In doubt it is: a Deny beside it, or other conditions, may keep them out, which is for whoever knows the policy to say. */
function isOpenToSigned({ effect, principals, actions, conditions }: AwsStatement): boolean {
  if (effect !== 'Allow' || principals === null) return false;
  // NotPrincipal lets in all whom it does not name; of `*` nobody is left.
  if (principals.any === principals.not) return false;
  const gives = (action: string): boolean =>
    actions.patterns.some((pattern) => compileGlob(pattern.toLowerCase(), 'text')(action)) !== actions.not;
  const holds = (operator: string, key: string, value: string): boolean =>
    conditions.some(
      (one) =>
        one.operator.toLowerCase() === operator &&
        one.key.toLowerCase() === key &&
        one.values.every((given) => given === value),
    );
  // Of both the context of a call has to hold the key: where it is missing, the statement gives nothing.
  if (holds('stringequals', 'lambda:functionurlauthtype', 'NONE')) return false;
  if (gives(BY_URL)) return true;
  // What the console adds for URLs: it gives no direct call, and by URL nothing without the other action.
  return gives(BY_CALL) && !holds('bool', 'lambda:invokedviafunctionurl', 'true');
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
