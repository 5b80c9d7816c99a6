import { edgeFact, globalId, nodeFact, type Evidence } from '#model';
import type { SourceRun } from '../../source-run.ts';
import { arnIn, parseArn } from './aws-arn.ts';
import type { Call } from './call.ts';
import { arnNode, known, outputOf, type ExportRun } from './export-run.ts';
import {
  GetAgent,
  GetDataSource,
  GetKnowledgeBase,
  ListAgentKnowledgeBases,
  ListAgents,
  ListGuardrails,
  ListKnowledgeBases,
} from './schema.ts';

/**
 * Bedrock agents, knowledge bases and guardrails, and what they run as. Lists name what there is; the get-calls say
 * more of the same ids and merge with them.
 */
export function addBedrock({ run, calls }: ExportRun): void {
  for (const call of calls('bedrock-agent', 'list-agents')) {
    for (const [i, agent] of (outputOf(run, call, ListAgents)?.agentSummaries ?? []).entries()) {
      const evidence = run.pointer(call.path, `${call.base}/agentSummaries/${String(i)}`);
      addListed(run, call, {
        kind: 'agent',
        native: `agent/${agent.agentId}`,
        name: agent.agentName,
        evidence,
      });
    }
  }
  for (const call of calls('bedrock-agent', 'list-knowledge-bases')) {
    const listed = outputOf(run, call, ListKnowledgeBases)?.knowledgeBaseSummaries ?? [];
    for (const [i, { knowledgeBaseId, name }] of listed.entries()) {
      const evidence = run.pointer(call.path, `${call.base}/knowledgeBaseSummaries/${String(i)}`);
      addListed(run, call, {
        kind: 'knowledge-base',
        native: `knowledge-base/${knowledgeBaseId}`,
        name,
        evidence,
      });
    }
  }
  for (const call of calls('bedrock', 'list-guardrails')) {
    for (const [i, { arn, name }] of (outputOf(run, call, ListGuardrails)?.guardrails ?? []).entries()) {
      const evidence = run.pointer(call.path, `${call.base}/guardrails/${String(i)}`);
      run.facts.push(arnNode(run, { kind: 'guardrail', id: arn, name, attributes: placeOf(arn), evidence }));
    }
  }
  for (const call of calls('bedrock-agent', 'get-agent')) addAgent(run, call);
  for (const call of calls('bedrock-agent', 'get-knowledge-base')) addKnowledgeBase(run, call);
  for (const call of calls('bedrock-agent', 'get-data-source')) addDataSource(run, call);
  for (const call of calls('bedrock-agent', 'list-agent-knowledge-bases')) addRetrieval(run, call);
}

/** Known from the ARN itself; an envelope may have been made with another region's default. */
function placeOf(arn: string) {
  const parsed = parseArn(arn);
  return known({ account: parsed?.account, region: parsed?.region });
}

/**
 * Lists print bare ids. Null, with a gap, where the envelope lost its account or region: a guess could merge two
 * agents.
 */
function bedrockArn(run: SourceRun, call: Call, native: string): string | null {
  const { account, region } = call;
  if (account !== null && region !== null) return arnIn('bedrock', { account, region }, native);
  run.gap(call.path, 'unresolved', 'the envelope does not say which account and region it is about');
  return null;
}

/** What a list alone says of an agent or knowledge base: that it exists, and what it is called. */
function addListed(
  run: SourceRun,
  call: Call,
  listed: { kind: 'agent' | 'knowledge-base'; native: string; name: string; evidence: Evidence[] },
): void {
  const { native, ...node } = listed;
  const id = bedrockArn(run, call, native);
  if (id !== null) run.facts.push(arnNode(run, { ...node, id, attributes: placeOf(id) }));
}

function addAgent(run: SourceRun, call: Call): void {
  const agent = outputOf(run, call, GetAgent)?.agent;
  if (agent === undefined) return;
  const evidence = run.pointer(call.path, `${call.base}/agent`);
  const id = agent.agentArn;
  const description =
    agent.description === undefined ? undefined : run.input.inspector.redact(agent.description);
  const attributes = { ...placeOf(id), framework: 'bedrock-agents', ...known({ description }) };
  run.facts.push(arnNode(run, { kind: 'agent', id, name: agent.agentName, attributes, evidence }));
  // An agent runs as exactly one role, so one edge is all of them.
  if (agent.agentResourceRoleArn !== undefined) {
    run.facts.push(edgeFact({ from: id, edge: 'runs-as', to: agent.agentResourceRoleArn, evidence }));
    run.complete({ scope: `node:${id}`, edge: 'runs-as' });
  }
  if (agent.foundationModel !== undefined) addModel(run, id, agent.foundationModel, evidence);
  // Either form is accepted by the API, so either may be printed.
  const guardrail = agent.guardrailConfiguration?.guardrailIdentifier;
  if (guardrail !== undefined) {
    const to = guardrail.startsWith('arn:') ? guardrail : bedrockArn(run, call, `guardrail/${guardrail}`);
    if (to !== null) run.facts.push(edgeFact({ from: id, edge: 'protected-by', to, evidence }));
  }
  // get-agent prints the guardrail where there is one: its absence is an answer.
  run.complete({ scope: `node:${id}`, edge: 'protected-by' });
}

/** A model id, or the ARN of a foundation model or inference profile that ends in one. */
function addModel(run: SourceRun, agent: string, model: string, evidence: Evidence[]): void {
  const name = model.split('/').at(-1) ?? model;
  const id = globalId('model', 'amazon-bedrock', name);
  run.facts.push(
    nodeFact({ id, kind: 'model', name, attributes: { provider: 'amazon-bedrock' }, evidence }),
    edgeFact({ from: agent, edge: 'uses-model', to: id, evidence }),
  );
}

/** A knowledge base has a role of its own, with which it reads its sources: not that of the agents that ask it. */
function addKnowledgeBase(run: SourceRun, call: Call): void {
  const base = outputOf(run, call, GetKnowledgeBase)?.knowledgeBase;
  if (base === undefined) return;
  const evidence = run.pointer(call.path, `${call.base}/knowledgeBase`);
  const id = base.knowledgeBaseArn;
  const description =
    base.description === undefined ? undefined : run.input.inspector.redact(base.description);
  const attributes = { ...placeOf(id), provider: 'bedrock', ...known({ description }) };
  run.facts.push(arnNode(run, { kind: 'knowledge-base', id, name: base.name, attributes, evidence }));
  // Its role is one as well: the edge is then all of them.
  if (base.roleArn === undefined) return;
  run.facts.push(edgeFact({ from: id, edge: 'runs-as', to: base.roleArn, evidence }));
  run.complete({ scope: `node:${id}`, edge: 'runs-as' });
}

/** Only S3 is followed: other connectors name a place that no source of ours enumerates. */
function addDataSource(run: SourceRun, call: Call): void {
  const source = outputOf(run, call, GetDataSource)?.dataSource;
  const bucket = source?.dataSourceConfiguration?.s3Configuration?.bucketArn;
  if (source === undefined || bucket === undefined) return;
  const from = bedrockArn(run, call, `knowledge-base/${source.knowledgeBaseId}`);
  if (from === null) return;
  const evidence = run.pointer(call.path, `${call.base}/dataSource/dataSourceConfiguration`);
  run.facts.push(edgeFact({ from, edge: 'ingested-from', to: bucket, evidence }));
}

/** The output names the knowledge bases and not the agent: that stands in the call alone. */
function addRetrieval(run: SourceRun, call: Call): void {
  const agentId = call.options.get('--agent-id');
  const listed = outputOf(run, call, ListAgentKnowledgeBases)?.agentKnowledgeBaseSummaries ?? [];
  const from = agentId === undefined ? null : bedrockArn(run, call, `agent/${agentId}`);
  if (from === null) return;
  for (const [i, { knowledgeBaseId }] of listed.entries()) {
    const to = bedrockArn(run, call, `knowledge-base/${knowledgeBaseId}`);
    const evidence = run.pointer(call.path, `${call.base}/agentKnowledgeBaseSummaries/${String(i)}`);
    if (to !== null) run.facts.push(edgeFact({ from, edge: 'retrieves-from', to, evidence }));
  }
}
