// A Rust program without its standard library. It was compiled to gcd.wasm by
//
//     rustc --target wasm32-unknown-unknown -g -C target-cpu=mvp -C panic=abort --remap-path-prefix=$PWD=. --emit=obj gcd.rs
//     wasm-ld --no-entry --export=run gcd.o -o gcd.wasm
#![no_std]
#![no_main]

struct Pair {
    a: u32,
    b: u32,
}

fn step(pair: Pair) -> Pair {
    if pair.a < pair.b {
        return Pair { a: pair.b, b: pair.a };
    }
    let difference = pair.a.wrapping_sub(pair.b); // #BP
    Pair { a: pair.b, b: difference }
}

#[no_mangle]
pub extern "C" fn run() -> u32 {
    let mut pair = Pair { a: 48, b: 36 };
    while pair.b != 0 {
        pair = step(pair);
    }
    pair.a
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
