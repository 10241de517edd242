import Foundation

/// What plate-reader.json says of the plate networks.
struct PlateReaderDescription: Decodable {
    struct Margin: Decodable {
        var x: Double
        var y: Double
    }
    struct Detector: Decodable { var heatMin: Float }

    var alphabet: [String]
    var oneLineAspectMin: Double
    var tryBothAspect: [Double]
    var cropMargin: [String: Margin]
    var detector: Detector
    /// Sharpens or softens the confidence: the mean log-probability is multiplied by it.
    var temperature: Double?

    var characters: [Character?] { alphabet.map(\.first) }

    static func read<T: Decodable>(_ type: T.Type, _ path: String) throws(RecognitionError) -> T {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RecognitionError("\(path): cannot be read; --models names the folder with the networks")
        }
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw RecognitionError("\(path): not the description of a network; export the models again")
        }
    }
}
