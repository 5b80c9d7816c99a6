import { describe, expect, it } from 'vitest';
import { observedId, settingIn } from '#model';
import { frameOf } from './frame.ts';

const ARN = 'arn:aws:lambda:eu-west-1:111111111111:function:f';
const SVC = { 'service.name': 'svc' };

describe('a frame', () => {
  it.each([
    { why: 'of a service alone is its name', resource: SVC, id: 'svc' },
    {
      why: 'parts services of two accounts',
      resource: { ...SVC, 'cloud.account.id': '111111111111' },
      id: 'svc;account=111111111111',
    },
    {
      why: 'parts services of two environments, under the older name too',
      resource: { ...SVC, 'deployment.environment': 'staging' },
      id: 'svc;environment=staging',
    },
    {
      why: 'parts services of two namespaces',
      resource: { ...SVC, 'service.namespace': 'shop', 'deployment.environment.name': 'test' },
      id: 'shop/svc;environment=test',
    },
    {
      why: 'takes a native id as it is',
      resource: { ...SVC, 'cloud.resource_id': `${ARN}:live`, 'cloud.account.id': '111111111111' },
      id: ARN,
    },
    {
      why: 'takes no setting that would read as part of an id',
      resource: { ...SVC, 'deployment.environment.name': 'x#y;account=1' },
      id: 'svc',
    },
    {
      why: 'parts workloads of one name in two accounts where no cluster is named',
      resource: {
        'k8s.namespace.name': 'shop',
        'k8s.deployment.name': 'web',
        'cloud.account.id': 'project-1',
      },
      id: 'k8s//shop/deployment/web;account=project-1',
    },
  ])('$why', ({ resource, id }) => {
    expect(frameOf(new Map(Object.entries(resource))).id).toBe(id);
  });

  it.each([
    { frame: 'svc', setting: { account: null, environment: null } },
    { frame: 'svc;account=1;environment=prod-eu', setting: { account: '1', environment: 'prod-eu' } },
    { frame: ARN, setting: { account: '111111111111', environment: null } },
  ])('says from the id of an asset where $frame was seen', ({ frame, setting }) => {
    expect(settingIn(observedId('agent', frame, 'helper'))).toEqual(setting);
  });
});
