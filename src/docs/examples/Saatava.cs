using System;
using System.Net.Http;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

static class Saatava
{
    // tokens
    static readonly HttpClient Http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:8080") };

    public static async Task<byte[]> Bytes(string token, string method, string path, string body = null, string accept = "*/*")
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("X-Api-Key", token);
        request.Headers.Add("Accept", accept);
        if (body != null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await Http.SendAsync(request);
        var content = await answer.Content.ReadAsByteArrayAsync();
        if (!answer.IsSuccessStatusCode) throw new Exception(Encoding.UTF8.GetString(content));
        return content;
    }

    public static async Task<string> Text(string token, string method, string path, string body = null)
    {
        return Encoding.UTF8.GetString(await Bytes(token, method, path, body));
    }

    public static string Field(string json, string name)
    {
        return Regex.Match(json, "\"" + name + "\":\"([^\"]+)\"").Groups[1].Value;
    }
}
