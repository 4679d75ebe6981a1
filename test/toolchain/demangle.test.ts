import assert from 'node:assert/strict';
import { demangle } from '../../src/toolchain/demangle';

const HASH = '17h0123456789abcdefE';

describe('names of Rust functions', () => {
  const cases = {
    [`_ZN5hello4main${HASH}`]: 'hello::main',
    [`_ZN3std2rt10lang_start28_$u7b$$u7b$closure$u7d$$u7d$${HASH}`]:
      'std::rt::lang_start::{{closure}}',
    [`_ZN3foo3bar${HASH}.llvm.13951918239199145397`]: 'foo::bar',
    'gcd::step::h0123456789abcdef': 'gcd::step',
    'core::ptr::drop_in_place$LT$$u5b$u8$u5d$$GT$::h0123456789abcdef':
      'core::ptr::drop_in_place<[u8]>',
    [`_ZN43_$LT$bool$u20$as$u20$core..fmt..Display$GT$3fmt${HASH}`]:
      '<bool as core::fmt::Display>::fmt',
  };
  for (const [mangled, name] of Object.entries(cases))
    it(name, () => {
      assert.equal(demangle(mangled), name);
    });

  it('leaves other names as they are', () => {
    for (const name of ['main', '_ZN5helloE', '_ZN3foo3barEv', `_ZN9short${HASH}`, 'a::h12', ''])
      assert.equal(demangle(name), name);
  });
});
