@echo off
rem Starts the course's commands: netprog lists them. Finds Java and Maven, builds what is older than its sources, and
rem hands the rest to tools\launcher. No blocks with round brackets: a path such as C:\Program Files (x86) would end them.
setlocal
set "top=%~dp0."
set "launcher=%top%\tools\launcher\target\launcher.jar"
set "stamp=%top%\target\netprog.built"

set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -version >nul 2>&1
if errorlevel 1 goto nojava

"%java%" -XX:TieredStopAtLevel=1 -cp "%launcher%" netprog.launcher.Freshness "%top%" %1 >nul 2>&1
if not errorlevel 1 goto start

"%java%" --list-modules >nul 2>&1
if errorlevel 1 goto oldjava
where mvn >nul 2>&1
if errorlevel 1 goto nomaven
echo netprog: building (the first time takes a minute or two: Maven fetches what it needs) ... 1>&2
if not exist "%top%\target" mkdir "%top%\target"
type nul >"%stamp%.new"
rem In the top folder: a student edition with a repository of its own names it from there.
pushd "%top%"
call mvn -q -B -DskipTests package >"%top%\target\netprog-build.log" 2>&1 <nul
set "built=%errorlevel%"
popd
if not "%built%"=="0" goto nobuild
move /y "%stamp%.new" "%stamp%" >nul

:start
"%java%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dnetprog.top="%top%" -jar "%launcher%" %*
exit /b %errorlevel%

:nojava
echo netprog: there is no Java (%java%). Install JDK 17 or newer, for example from adoptium.net. 1>&2
exit /b 1

:oldjava
echo netprog: this Java is older than 17 (%java%). Install JDK 17 or newer, or let JAVA_HOME name its folder. 1>&2
exit /b 1

:nomaven
echo netprog: there is no Maven (mvn). Install Maven 3.8 or newer from maven.apache.org and put its bin folder into PATH. 1>&2
exit /b 1

:nobuild
findstr ERROR "%top%\target\netprog-build.log" 1>&2
echo netprog: the build failed; all it said is in target\netprog-build.log. 1>&2
exit /b 1
