//! tmp
use std::io::{self, Write};
struct D(std::path::PathBuf);
impl kvalitet_simulate::Files for D {
    fn create(&mut self, p: &str) -> io::Result<Box<dyn Write>> {
        let q = self.0.join(p);
        std::fs::create_dir_all(q.parent().unwrap())?;
        Ok(Box::new(std::fs::File::create(q)?))
    }
}
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let s = kvalitet_simulate::Settings { pupils: a[2].parse().ok(), ..Default::default() };
    let t = std::time::Instant::now();
    let w = kvalitet_simulate::write(&s, &mut D(a[1].clone().into())).unwrap();
    println!("{w:?} {:?}", t.elapsed());
}
