import type { Language } from './ir.ts';
import type { CallerFile } from './recognise/catalog/caller-schema.ts';

/** How code that looks at a caller may be written. */
export interface CallerForm {
  /** Only in files of this language; left out: in all. */
  readonly language?: Language;
  /** One of them is in every text that it is in: plain searches, which few files pass. */
  readonly needs: readonly string[];
  /** The part of the pattern that it cannot match without: it looks back for nothing, and so passes over a text twice as fast. */
  readonly core?: RegExp;
  readonly pattern: RegExp;
  /** @param match What the first group that took part holds. */
  readonly says: (match: string) => string;
}

/** What is set, and so not read: `= x`, but no `==` or `=>`. */
const SET = String.raw`\s{0,8}=[^=>]`;
const SECRET = String.raw`(?:token(?!s|i[sz])|secret|signature|api_?key|passw(?:or)?d|passcode|bearer|hmac)`;
/** An operator of comparison whose other side is no plain `null`, text or number: that asks whether a setting is there. */
const COMPARED = String.raw`\s{0,4}(?:[!=]==?(?!=)|(?:is\s)?not\s{1,4}in\b)(?!\s{0,8}(?:null\b|undefined\b|None\b|true\b|false\b|["'\x60]|\d))`;
/** Verbs and names of those who let in or turn away. */
const ASKING = [
  String.raw`authori[sz]e(?!r)`,
  'authenticat',
  'unauthori[sz]ed',
  'forbidden',
  'verif(?:y|ie)',
  'permission',
  'permit(?!ted_)',
  'guards?(?!rail)',
  '(?:allow|white|deny|block)_?list',
  '(?:require|current|with|ensure|check|validate)_?(?:auth|user|login|session|token|secret|signature|access|caller|(?:api_?)?key)',
  'is_?(?:allowed|logged_?in|signed_?in|admin)',
  'login_?required',
  'access_?denied',
  'timing_?safe',
  'compare_?digest',
  'create_?hmac',
].join('|');

/** Of a decorator that lets in or turns away. */
const MARK = String.raw`(?:\w{1,40}\.)?\w{0,40}(?:login|auth|permission|protected|secured|verif|guards?(?!rail))`;

/** Those that a person looks at first: they name what tells callers apart, or turn somebody away. */
export function strongForms({ headers }: CallerFile): readonly CallerForm[] {
  const name = String.raw`${headers.join('|')}|(?:x-)?[\w-]{0,40}?(?:-token|-secret|-signature|-auth|api-key|access-key)(?:-[\w-]{1,40})?`;
  const reads = (match: string): string => `reads the header ${match.toLowerCase()}`;
  return [
    {
      needs: ['eader', 'EADER'],
      pattern: new RegExp(
        String.raw`\bheaders?["']?\]?(?:\(\))?\)?[!?]?(?:\.get\(|\.|\?\.\[|\[|\()\s{0,8}["'\x60]?(${name})(?![\w-])(?!["'\x60]?\s{0,8}\]?${SET})`,
        'gi',
      ),
      says: reads,
    },
    {
      needs: ['-', 'uthorization', 'UTHORIZATION'],
      pattern: new RegExp(
        String.raw`\.(?:get|header|get_header_value)\(\s{0,8}["'\x60](${name})["'\x60]\s{0,8}[),]|\[\s{0,8}["'\x60](${name})["'\x60]\s{0,8}\](?!${SET})`,
        'gi',
      ),
      says: reads,
    },
    {
      // const { authorization } = event.headers
      needs: ['eader'],
      pattern: new RegExp(
        String.raw`\{[^{}]{0,200}?\b(${name})\b[^{}]{0,200}\}\s{0,8}=\s{0,8}[^;\n]{0,80}?headers\b`,
        'gi',
      ),
      says: reads,
    },
    {
      // ({ headers: { authorization } }) => …; an object that is sent is written the same way, and counts.
      needs: ['eader'],
      pattern: new RegExp(
        String.raw`\bheaders\s{0,8}:\s{0,8}\{[^{}]{0,200}?["']?\b(${name})\b["']?\s{0,8}(?:[,}=]|:\s{0,8}[A-Za-z_$][\w$]{0,60}\s{0,8}[,}=])`,
        'gi',
      ),
      says: (match) => `takes or sends the header ${match.toLowerCase()}`,
    },
    ...STRONG,
  ];
}

const STRONG: readonly CallerForm[] = [
  {
    language: 'python',
    needs: ['Header(', 'Cookie(', 'Security('],
    pattern: /\b(\w{1,60})\s{0,8}:[^:]{0,160}?\b(?:Header|Cookie|Security)\(/g,
    says: (match) => `takes ${match} of the request`,
  },
  {
    language: 'python',
    needs: ['Depends('],
    pattern:
      /\bDepends\(\s{0,8}([\w.]{0,60}(?:auth|verif|user|token|secur|guard|login|perm|key|check)\w{0,40})/gi,
    says: (match) => `depends on ${match}`,
  },
  {
    needs: ['HTTP_'],
    pattern: /\b(HTTP_(?:AUTHORIZATION|COOKIE|X_\w{1,60}))\b/g,
    says: (match) => `reads ${match}`,
  },
  {
    needs: ['401', '403'],
    pattern:
      /(?:\bstatus(?:_?code)?["']?\s{0,4}[:=(]\s{0,4}|\babort\(|\bsendStatus\(|\bwriteHead\(|\bHTTPException\(\s{0,20})(?:\w{1,40}\.)?(?:HTTP_)?(40[13])(?!\d)/gi,
    says: (match) => `answers ${match}`,
  },
  {
    needs: ['UNAUTHORIZED', 'FORBIDDEN', 'Unauthorized', 'Forbidden'],
    pattern:
      /\b((?:HTTPStatus\.)(?:UNAUTHORIZED|FORBIDDEN)|Http(?:Unauthorized|Forbidden)|(?:Unauthorized|Forbidden)Exception)\b/g,
    says: (match) => `answers ${match}`,
  },
  {
    needs: ['req', 'locals'],
    pattern:
      /\b(?:req|request|locals)[?!]?\.(user|auth|session|cookies|signedCookies|remote_user|authorization)\b/g,
    says: (match) => `reads ${match} of the request`,
  },
  {
    needs: ['requestContext'],
    pattern:
      /\brequestContext["'\])?!.]{0,6}(?:[.[]|get\()?\s{0,4}["']?(authorizer)\b|\b(authorizer)\b[^;\n]{0,80}\brequestContext\b/g,
    says: () => 'reads what an authorizer found',
  },
];

/** Those that may look at a caller, or at something else. */
export function lesserForms({ tellNothing }: CallerFile): readonly CallerForm[] {
  // What says how a message is written, and nothing of who sent it.
  const other = String.raw`(?!(?:\(\))?[!?]?(?:\.get\(|\?\.\[|\[|\.)\s{0,4}["'\x60]?(?:${tellNothing.join('|')})\b["'\x60]?)`;
  const kept = String.raw`(?!\s{0,8}=[^=>]|\.(?:set|append|delete|update|setdefault)\b|\[[^\]\n]{0,120}\]${SET})`;
  return [
    {
      needs: ['eader'],
      pattern: new RegExp(
        [
          String.raw`(?<!\b(?:this|self|res|resp|response))\.(headers)\b${other}${kept}`,
          String.raw`\b(?:this|self)\.(headers)(?=\.get\(|\[)${other}${kept}`,
          String.raw`(?:\[|\bget\()\s{0,4}["'](headers)["']\s{0,4}[\]),](?!${SET})`,
          String.raw`(?<![\w.$])(headers)(?=\.(?:get|items|entries|has)\(|\[|\?\.|\(\))${other}${kept}`,
          String.raw`\{[^{}()=]{0,200}\b(headers)\b[^{}()]{0,200}\}\s{0,8}(?:=[^=>]|(?::[^)=]{0,200})?\)\s{0,8}(?::[^=\n]{0,120})?(?:=>|\{))`,
        ].join('|'),
        'g',
      ),
      says: () => 'reads headers',
    },
    ...LESSER,
  ];
}

const LESSER: readonly CallerForm[] = [
  {
    needs: ['ookie'],
    pattern:
      /(?:(?<!\b(?:res|resp|response))\.|\[\s{0,4}["']|\bget\(\s{0,4}["'])(cookies?)\b(?!\s{0,8}=[^=>])|\b(cookies)\(\)/gi,
    says: () => 'reads cookies',
  },
  {
    needs: ['ession'],
    pattern:
      /(?<![\w.])session\s{0,4}(?:\[|\.get\()\s{0,4}["'](\w{0,40}(?:user|login|auth|account|email|token)\w{0,40})|\bsession[?!]?\.(user\w{0,20}|account\w{0,20})|["'](\w{1,40})["'] (?:not )?in session\b/g,
    says: (match) => `reads ${match} of a session`,
  },
  {
    needs: ['ourceIp', 'remote_addr', 'remoteAddress', 'client.host', 'requestContext'],
    pattern:
      /\b(sourceIp|remote_addr|remoteAddress|client\.host)\b|\brequestContext["'\])?!.]{0,6}[.[]["']?(identity)\b/g,
    says: (match) => `reads ${match}`,
  },
  {
    needs: ['oken', 'ecret', 'ey', 'ignature', 'ass', 'TOKEN', 'SECRET'],
    pattern: new RegExp(
      String.raw`\b(?:queryStringParameters|rawQueryString|searchParams|query_params|query|args|GET|params|body|payload|form|event)\b["'\])?!.]{0,6}(?:\.|\[|\bget\()?\s{0,4}["']?\b(\w{0,20}${SECRET}\w{0,20})\b(?!["'\]]{0,3}${SET})`,
      'gi',
    ),
    says: (match) => `reads ${match} of what is sent`,
  },
  {
    needs: ['==', '!=', 'not in'],
    core: new RegExp(String.raw`${SECRET}|process\.env|environ|getenv`, 'i'),
    pattern: new RegExp(
      String.raw`\b(\w{0,30}${SECRET}\w{0,20})\b["'\])]{0,4}${COMPARED}|[!=]==?\s{0,4}(?:[fb]?["'\x60][^"'\x60\n]{0,40}["'\x60]\s{0,4}\+\s{0,4}|\x60[^\x60\n]{0,40}\$\{)?((?:[\w$]{1,40}\.){0,4}(?:process\.env|environ|getenv)\b|(?:\w{1,40}\.){0,4}\w{0,30}${SECRET}\w{0,20})`,
      'gi',
    ),
    says: (match) => `compares something with ${match}`,
  },
  {
    needs: ['.has(', '.includes('],
    pattern: new RegExp(String.raw`\.(?:has|includes)\(\s{0,4}(\w{0,30}${SECRET}\w{0,20})\s{0,4}\)`, 'gi'),
    says: (match) => `looks ${match} up in a list`,
  },
  {
    needs: ['('],
    core: new RegExp(String.raw`(?:${ASKING})[\w$]{0,40}\s{0,4}\(`, 'i'),
    pattern: new RegExp(String.raw`(?<![\w$])([\w$]{0,60}?(?:${ASKING})[\w$]{0,40})\s{0,4}\(`, 'gi'),
    says: (match) => `calls ${match}`,
  },
  { language: 'typescript', needs: ['auth()'], pattern: /(?<![\w$.])(auth)\(\)/g, says: () => 'calls auth' },
  {
    needs: ['@'],
    core: new RegExp(String.raw`@${MARK}`, 'i'),
    pattern: new RegExp(String.raw`^[ \t]{0,40}@(${MARK}\w{0,40})`, 'gim'),
    says: (match) => `is marked ${match}`,
  },
];
