fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let t = std::time::Instant::now();
    let c = tollgate_policy::load_dir(std::path::Path::new(&dir), "2026-11-23".parse().unwrap());
    match c {
        Err(e) => println!("{e}"),
        Ok(c) => {
            for d in &c.diagnostics {
                println!("{d}   [{}]", d.text)
            }
            println!("{:?} {:?}", c.policy.is_some(), t.elapsed());
        }
    }
}
