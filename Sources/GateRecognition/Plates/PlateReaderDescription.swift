import Foundation

/// What plate-reader.json says of the plate networks.
struct PlateReaderDescription: Decodable {
    struct Margin: Decodable {
        var x: Double
        var y: Double
    }
    struct Detector: Decodable {
        var heatMin: Float
        /// Largest enlargement of a small picture.
        var maxUpscale: Double
        /// Where nothing was found, look again at this share of the size: the plate may fill the picture.
        var secondLook: Double
        /// A picture with fewer pixels may be nothing but a plate.
        var cropArea: Int
    }
    /// How much wider and higher the crop is on which a reading is tried again.
    struct Retry: Decodable {
        var extraMargin: [String: Margin]
    }
    /// What a text of unknown format needs to count.
    struct UnknownFormat: Decodable {
        /// Of a stream's place, which is read on one crop.
        var streamConfidence: Double
        var streamHeat: Double
        var characters: Int
    }
    /// Logistic regression of a read's scores: how often reads like it were right (Models/training/plates/calibrate.py).
    struct Calibration: Decodable {
        var mean: Double
        var least: Double
        var joint: Double
        var margin: Double
        var again: Double
        var hidden: Double
        var disagreeing: Double
        var heat: Double
        var small: Double
        var unknown: Double
        var bias: Double
    }
    /// What a read needs to count.
    struct Accept: Decodable {
        var confidence: Double
        var unknownFormat: UnknownFormat
    }

    var alphabet: [String]
    var oneLineAspectMin: Double
    var tryBothAspect: [Double]
    var cropMargin: [String: Margin]
    var retry: Retry
    var accept: Accept
    var detector: Detector
    var calibration: Calibration

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
