import ArgumentParser

@main
struct Fettle: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "fettle", abstract: "Clean scraped articles.")
}
