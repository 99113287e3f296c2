fn main() {
    print!("{}", signet_contract::typescript::declarations())
}
