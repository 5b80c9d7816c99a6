import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { accessRows } from './aws/access-rows.ts';
import { hasBit } from './aws/bits.ts';
import { vocabularyOf } from './aws/catalogue.ts';
import { indexEstate } from './aws/estate-index.ts';
import { CaseEstate, estateOf } from './case-estate.ts';
import { AwsCatalogue, compileAws } from './index.ts';

const read = (path: string): unknown => parse(readFileSync(join(import.meta.dirname, path), 'utf8'));
const CATALOGUE = AwsCatalogue.parse(read('../../content/catalog/verbs/aws.yaml'));

describe('blocks and keys', () => {
  it.each(['public-access-block', 'kms-uses'])(
    'bitsets say the same as single decisions in cases/%s',
    (name) => {
      const { estate: written } = read(`cases/${name}.yaml`) as { estate: unknown };
      const estate = estateOf(CaseEstate.parse(written));
      const access = compileAws(estate, CATALOGUE);
      const { columns, row } = accessRows(indexEstate(estate), vocabularyOf(CATALOGUE));
      const differences: string[] = [];
      for (const { arn } of estate.principals) {
        const bits = row(arn);
        if (bits === null) throw new Error(`${arn} has no row`);
        for (const { action, resource } of columns.list) {
          const { kind } = access.ask(arn, { action }, resource.arn);
          const ids = columns.ofAction(resource.arn, action);
          const must = ids.some((id) => hasBit(bits.must, id));
          const said = must ? 'allow' : ids.some((id) => hasBit(bits.may, id)) ? 'open' : 'deny';
          const asked = kind === 'allow' || kind === 'deny' ? kind : 'open';
          if (said !== asked) differences.push(`${arn} ${action} ${resource.arn}: ${said} and ${kind}`);
        }
      }
      expect(differences).toEqual([]);
    },
  );
});

describe('identity providers', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/t';
  const OIDC = 'arn:aws:iam::111122223333:oidc-provider/ci.example.com';
  const SAML = 'arn:aws:iam::111122223333:saml-provider/staff';
  const HELD = { StringEquals: { 'ci.example.com:sub': 'repo:x' } };
  it.each([
    {
      why: 'a token of a provider without conditions is enough',
      principal: { Federated: OIDC },
      action: 'sts:AssumeRoleWithWebIdentity',
      condition: {},
      wanted: [`allow ${OIDC}`],
    },
    {
      why: 'what the token must say is a guard',
      principal: { Federated: OIDC },
      action: 'sts:AssumeRoleWithWebIdentity',
      condition: HELD,
      wanted: [`conditional ${OIDC}`],
    },
    {
      why: 'an assertion of a SAML provider',
      principal: { Federated: SAML },
      action: 'sts:AssumeRoleWithSAML',
      condition: {},
      wanted: [`allow ${SAML}`],
    },
    {
      why: 'a provider cannot use the way of another kind',
      principal: { Federated: SAML },
      action: ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRole'],
      condition: {},
      wanted: [],
    },
  ])('$why', ({ principal, action, condition, wanted }) => {
    const trust = { Effect: 'Allow', Principal: principal, Action: action, Condition: condition };
    const access = compileAws(
      estateOf({
        accounts: [{ id: '111122223333', organization: null }],
        principals: [{ arn: ROLE }],
        resources: [{ arn: ROLE, kind: 'cloud-role', account: '111122223333' }],
        policies: [{ type: 'trust', on: ROLE, document: { Statement: trust } }],
      }),
      CATALOGUE,
    );
    expect(
      access.whoCan('invoke', ROLE).map(({ verdict, principal: who }) => `${verdict.kind} ${who}`),
    ).toEqual(wanted);
  });
});
