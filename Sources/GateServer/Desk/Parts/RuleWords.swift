/// A rule in an officer's words: what is wrong, and what to do about it.
struct RuleWords: Sendable {
    let title: Phrase
    let advice: Phrase

    static func of(_ number: Int) -> RuleWords { all[number] ?? unknown }

    private static let unknown = RuleWords(
        "Điểm chưa rõ", "Something to clear up", "待核实事项", "Xem hình và hồ sơ rồi quyết định.",
        "Look at pictures and papers, then decide.", "查看图片和单证后决定。")

    private init(_ vi: String, _ en: String, _ zh: String, _ doVi: String, _ doEn: String, _ doZh: String) {
        title = Phrase(vi: vi, en: en, zh: zh)
        advice = Phrase(vi: doVi, en: doEn, zh: doZh)
    }

    static let all: [Int: RuleWords] = first.merging(second) { one, _ in one }

    private static let first: [Int: RuleWords] = [
        0: RuleWords(
            "Máy không kết luận được", "The gate could not judge it", "系统无法判定",
            "Kiểm tra bằng tay như khi chưa có hệ thống.",
            "Check by hand, as without the system.", "按人工流程检查。"),
        1: RuleWords(
            "Biển số không có trong tờ khai còn hiệu lực", "The plate is on no live declaration", "车牌不在任何有效申报单上",
            "So biển số với ảnh; hỏi lái xe số tờ khai.",
            "Compare the plate with the picture; ask the driver for the declaration.",
            "对照图片核对车牌;向司机询问申报单号。"),
        2: RuleWords(
            "Biển số khác một ký tự dễ nhầm", "The plate differs by one readily mistaken character", "车牌相差一个易混字符",
            "Nhìn ảnh biển số, sửa kết quả đọc nếu máy nhầm.",
            "Look at the plate's picture; correct the read if the camera was wrong.",
            "查看车牌图片;如识别错误请更正。"),
        3: RuleWords(
            "Biển số không đúng quy cách", "The plate is not a valid one", "车牌格式无效",
            "Kiểm tra biển thật và giấy đăng ký xe.",
            "Check the plate itself and the vehicle's registration.", "检查实际车牌和行驶证。"),
        4: RuleWords(
            "Màu biển không hợp với mục đích chở hàng", "The plate's colour does not fit cargo transport", "车牌颜色与营运不符",
            "Xem giấy phép vận tải.", "Look at the transport licence.", "查验运输许可证。"),
        5: RuleWords(
            "Biển trước và biển sau khác nhau", "Front and rear plate differ", "前后车牌不一致",
            "Giữ xe, kiểm tra số khung và đăng ký.",
            "Hold the vehicle; check chassis number and registration.", "扣留车辆,核对车架号与登记证。"),
        6: RuleWords(
            "Cùng biển số ở hai cửa khẩu trong thời gian không thể",
            "The same plate at two gates, faster than one can drive", "同一车牌在不可能的时间内出现于两个口岸",
            "Nghi biển giả: giữ xe, báo cửa khẩu kia.", "A cloned plate is likely: hold it, tell the other gate.",
            "疑似套牌:扣车并通知另一口岸。"),
        7: RuleWords(
            "Đầu kéo và rơ-moóc không vào cùng nhau", "Tractor and trailer did not enter together", "牵引车与挂车并非一同入境",
            "Tráo rơ-moóc: giữ xe, tìm đầu kéo đã đưa rơ-moóc này vào, soi container.",
            "A swap: hold it, find the tractor that brought this trailer in, scan the box.",
            "疑似调换挂车:扣车,查找带入此挂车的牵引车,机检集装箱。"),
        8: RuleWords(
            "Rơ-moóc và container không vào cùng nhau", "Trailer and container did not enter together", "挂车与集装箱并非一同入境",
            "Kiểm tra niêm phong và lệnh nâng hạ trong bãi.", "Check the seal and the yard's lift orders.",
            "检查封志与场内吊装单。"),
        9: RuleWords(
            "Số container sai số kiểm tra", "The container number's check digit fails", "箱号校验码错误",
            "Đọc lại số trên ảnh; sửa nếu máy nhầm.",
            "Read the number off the picture; correct it if the camera was wrong.", "对照图片重新核读箱号,如识别错误请更正。"),
        10: RuleWords(
            "Container không có trong tờ khai", "The container is not on the declaration", "集装箱不在申报单上",
            "Hỏi tờ khai bổ sung; không có thì kiểm hóa.", "Ask for an amendment; without one, inspect.",
            "要求补充申报;否则开箱查验。"),
        11: RuleWords(
            "Container đã khai không có trên xe", "A declared container is not on the truck", "已申报的集装箱不在车上",
            "Hỏi container ở đâu; ghi nhận giao thiếu.", "Ask where it is; note the short delivery.", "询问箱子去向;记录短装。"),
        12: RuleWords(
            "Số container khác nhau giữa các mặt", "Different numbers on the sides of one box", "箱体各面箱号不一致",
            "Nghi container giả: xem từng mặt, kiểm hóa.", "A cloned box is likely: look at each side, inspect.",
            "疑似克隆箱:逐面检查并查验。"),
        13: RuleWords(
            "Mã chủ container không đăng ký", "The owner's code is not registered", "箱主代码未注册",
            "Kiểm tra giấy tờ thuê container.",
            "Check the box's lease papers.", "核查集装箱租赁文件。"),
        14: RuleWords(
            "Cỡ, loại sơn trên vỏ khác tờ khai", "The painted size or type differs from the declared one",
            "箱体尺寸类型与申报不符",
            "So ảnh với tờ khai.", "Compare picture and declaration.", "对照图片与申报单。"),
        15: RuleWords(
            "Chiều dài không đúng với mã", "The box is not as long as its code says", "箱长与代码不符", "Đo lại container.",
            "Measure the box.", "重新测量集装箱。"),
        16: RuleWords(
            "Container này đang ở trong khu vực", "This container is inside already", "该集装箱已在区内",
            "Tìm container trùng số trong bãi; giữ cả hai.",
            "Find the box of the same number in the yard; hold both.", "在场内查找同号集装箱,两者均扣留。"),
        17: RuleWords(
            "Ra mà không có lần vào", "It leaves and never entered", "出境但无入境记录",
            "Xem lịch sử; hỏi lái xe đã vào đường nào.",
            "Look at the history; ask which way it came in.", "查看历史;询问入境路线。"),
        18: RuleWords(
            "Số niêm phong khác tờ khai", "The seal is not the declared one", "封志号与申报不符",
            "Chụp niêm phong, mở kiểm tra hàng.",
            "Photograph the seal, open and inspect.", "拍摄封志并开箱查验。"),
        19: RuleWords(
            "Niêm phong thiếu hoặc bị phá", "The seal is missing or broken", "封志缺失或破损",
            "Không mở thêm; lập biên bản và kiểm hóa.",
            "Do not open further; record it and inspect.", "勿再开启;做记录并查验。"),
        20: RuleWords(
            "Số niêm phong đã dùng trước đây", "The seal number was used before", "封志号曾被使用",
            "So với lần dùng trước; nghi niêm phong giả.",
            "Compare with the earlier use; the seal may be a copy.", "与先前使用记录对照;疑似伪造封志。"),
        21: RuleWords(
            "Niêm phong điện tử báo động trên đường", "The e-seal raised an alarm on the way", "电子封志途中报警",
            "Xem hành trình GPS; kiểm tra nơi dừng.",
            "Look at the GPS trace; check where it stopped.", "查看GPS轨迹;核查停留地点。"),
        22: RuleWords(
            "Khối lượng khác tờ khai", "The weight differs from the declared one", "重量与申报不符",
            "Cân lại; lệch thì soi hoặc kiểm hóa.",
            "Weigh again; if it stays, scan or inspect.", "复磅;仍不符则机检或查验。"),
    ]

    private static let second: [Int: RuleWords] = [
        23: RuleWords(
            "Khai rỗng nhưng nặng", "Declared empty, and it is loaded", "申报空箱但有载重", "Mở container.", "Open the box.",
            "开箱检查。"),
        24: RuleWords(
            "Khai có hàng nhưng rỗng", "Declared full, and it is empty", "申报重箱但为空", "Mở container; nghi xuất khống.",
            "Open the box; the export may be a fiction.", "开箱检查;疑似虚假出口。"),
        25: RuleWords(
            "Quá tải", "Overweight", "超重", "Chuyển sang cân kiểm tra; báo cảnh sát giao thông.",
            "Send it to the check scale; tell the traffic police.",
            "转复磅;通知交警。"),
        26: RuleWords(
            "Khối lượng vào và ra khác nhau", "Another weight out than in", "出入境重量不同",
            "Hỏi đã dỡ gì trong khu vực; cân lại.",
            "Ask what was unloaded inside; weigh again.", "询问区内卸货情况;复磅。"),
        27: RuleWords(
            "Hàng lạnh trong container khô", "Chilled or frozen goods in a dry box", "冷冻货物装于干货箱",
            "Xem hàng thật và mã HS.",
            "Look at the goods and the HS code.", "查看实际货物与HS编码。"),
        28: RuleWords(
            "Hàng khô rẻ tiền trong container lạnh đang chạy", "Cheap dry goods in a running reefer", "运行中的冷藏箱装低值干货",
            "Nghi giấu hàng: soi container.", "Concealment is possible: scan it.", "疑似夹藏:机检。"),
        29: RuleWords(
            "Hàng lỏng không ở trong bồn, hoặc ngược lại", "Liquid without a tank, or a tank without liquid",
            "液体未装罐箱或罐箱装固体",
            "So hàng với loại container.", "Compare goods and box type.", "核对货物与箱型。"),
        30: RuleWords(
            "Hàng nguy hiểm khác tờ khai", "Dangerous goods differ from the declaration", "危险品与申报不符",
            "Cách ly xe; gọi cứu hỏa trước khi mở.",
            "Keep it apart; call the fire service before opening.", "隔离车辆;开启前通知消防。"),
        31: RuleWords(
            "Tờ khai đã được dùng", "The declaration was used before", "申报单已被使用",
            "Xem lần dùng trước; yêu cầu tờ khai mới.",
            "Look at the earlier use; ask for a new declaration.", "查看先前使用;要求新申报单。"),
        32: RuleWords(
            "Tờ khai hủy, hết hạn hoặc chưa thông quan", "The declaration is void, expired or not cleared",
            "申报单已作废、过期或未放行",
            "Chưa cho qua; yêu cầu hoàn tất thủ tục.", "Do not release; ask for the formalities.", "不得放行;要求办妥手续。"),
        33: RuleWords(
            "Đã lấy quá lượng khai", "More was drawn than declared", "提取量超过申报量",
            "Cộng các chuyến; yêu cầu khai bổ sung.",
            "Add up the trips; ask for an amendment.", "合计各车次;要求补充申报。"),
        34: RuleWords(
            "Nhiều chủ hàng hoặc loại nông sản trên một xe", "More than one owner or kind of produce", "同车多货主或多品种",
            "Xem giấy tờ từng lô.",
            "Look at the papers of each lot.", "查验各批次单证。"),
        35: RuleWords(
            "Ở trong khu vực quá lâu", "It stayed longer than allowed", "区内停留超时", "Hỏi lý do; kiểm tra hàng có bị dỡ.",
            "Ask why; check whether goods were unloaded.", "询问原因;检查是否卸货。"),
        36: RuleWords(
            "Đường đi hoặc thời gian đi bất thường", "An unusual way or time inside", "区内路线或用时异常",
            "Xem các lần qua; hỏi đã dừng ở đâu.",
            "Look at its passages; ask where it stopped.", "查看通行记录;询问停留地点。"),
        37: RuleWords(
            "Lái xe khác người đã khai", "The driver is not the declared one", "司机与申报不符", "Kiểm tra giấy tờ lái xe.",
            "Check the driver's papers.", "查验司机证件。"),
        38: RuleWords(
            "Có trong danh sách theo dõi", "On a watch list", "在监控名单上",
            "Làm theo ghi chú của danh sách; không nói với lái xe.",
            "Do what the list's note says; do not tell the driver.", "按名单备注处理;不要告知司机。"),
        39: RuleWords(
            "Giấy phép hoặc hạn ngạch hết", "Permit or quota used up or expired", "许可或配额已用尽或过期",
            "Yêu cầu giấy phép còn hiệu lực.",
            "Ask for a valid permit.", "要求有效许可。"),
        40: RuleWords(
            "Trị giá hoặc trọng lượng bất thường", "Unusual value or weight", "价值或重量异常", "Xem hóa đơn; tham vấn giá.",
            "Look at the invoice; consult on the value.",
            "查看发票;进行估价磋商。"),
        41: RuleWords(
            "Xuất xứ khó tin", "An unlikely origin", "原产地可疑", "Kiểm tra chứng nhận xuất xứ.",
            "Check the certificate of origin.", "核查原产地证书。"),
        42: RuleWords(
            "Doanh nghiệp mới hoặc không được phép", "A new importer, or one that may not import", "进口商为首次或无资格",
            "Kiểm tra đăng ký doanh nghiệp.",
            "Check the firm's registration.", "核查企业注册。"),
        43: RuleWords(
            "Thiếu giấy kiểm dịch", "The quarantine certificate is missing", "缺少检疫证书", "Chuyển kiểm dịch.",
            "Send it to quarantine.", "转检疫处理。"),
        44: RuleWords(
            "Một phần lượt qua không được nhìn thấy", "A part of the passage was not seen", "通行过程部分未被拍到",
            "Kiểm tra xe bằng mắt; báo bảo trì camera.",
            "Check the truck by eye; tell who keeps the cameras.", "目视检查车辆;通知摄像机维护。"),
        45: RuleWords(
            "Chọn ngẫu nhiên", "Chosen at random", "随机抽查", "Kiểm tra thông thường.", "An ordinary check.", "常规检查。"),
    ]
}
