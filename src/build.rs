//! Keeps the relocations in the app's WebAssembly, by which `cargo xtask finish` cuts off the parts
//! that load later.

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-bin=throughline=--emit-relocs");
    }
}
